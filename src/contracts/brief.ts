// A builder's answers. The interview writes it, a person or a coding agent may write it by hand, the plan follows from it.

export type Shape =
  | 'code-agent'
  | 'chat-assistant'
  | 'workflow-orchestrator'
  | 'internal-copilot'
  | 'embedded-feature'
  | 'hybrid';

/** What a capability does to the world, least to most: also the order of risk. */
export type CapabilityEffect = 'read' | 'write' | 'send' | 'spend' | 'delete' | 'execute';

export type Stack = 'typescript' | 'python' | 'rust' | 'go' | 'other';

export type MemoryKind = 'none' | 'session' | 'across-sessions';

export type Approval = 'none' | 'first-time' | 'every-time' | 'second-person';

/** One thing the agent is able to do; it becomes one tool. */
export interface BriefCapability {
  /** Name of the tool, as models' vendors take it: a letter, then letters, digits, '_' and '-', 64 at most. */
  name: string;
  /** One sentence that starts with a verb: 'refunds an order'. */
  does: string;
  effect: CapabilityEffect;
  /** What is read or changed: 'orders in the shop database'. */
  touches: string;
  /** Who may set it off. */
  invokedBy: 'anyone' | 'known-users' | 'operators' | 'schedule';
  approval: Approval;
  /** What one wrong call costs. */
  mistake: 'nothing' | 'rework' | 'money' | 'harm';
  /** Can a wrong call be taken back? */
  undo: 'yes' | 'with-work' | 'no';
}

/** Why more than one agent is wanted. Only the first four can carry the cost of a second agent. */
export type AgentsReason = 'isolation' | 'context' | 'parallel-reads' | 'separate-owners' | 'better-results' | 'none';

/** Everything a plan rests on. A brief with some of it missing is asked about, never guessed. */
export interface Brief {
  version: 1;
  /** Short name of the product: lowercase words and numbers joined by '-'. */
  name: string;
  /** The product in the builder's own words. */
  description: string;
  job: {
    /** The job that the harness owns: starts with a verb. */
    owns: string;
    /** For whom. */
    users: string;
    /** What must never happen. */
    never: string[];
    /** How one knows that a run did its job: what a test could check. */
    success: string;
  };
  shape: Shape;
  capabilities: BriefCapability[];
  run: {
    startedBy: 'person' | 'schedule' | 'event' | 'code';
    /** How long one run works, waiting aside. */
    length: 'seconds' | 'minutes' | 'hours' | 'days';
    /** Tool calls of a usual run. */
    steps: number;
    /** Runs on a usual day. */
    perDay: number;
    survives: ('conversation' | 'progress' | 'approvals' | 'nothing')[];
    waitsFor: ('nothing' | 'user' | 'approver' | 'outside-system' | 'clock')[];
    /** Who says yes or no; asked when a tool needs approval. */
    approvers?: string;
    /** Hours after which an open question lapses as a no; asked when a tool needs approval. */
    approvalHours?: number;
  };
  context: {
    instructions: ('builder' | 'project-files' | 'user-settings' | 'organisation')[];
    /** Does it come from people or places that may lie: mails, web pages, tickets? */
    untrusted: 'yes' | 'no';
    memory: MemoryKind;
  };
  watching: ('nobody' | 'user' | 'operator' | 'auditor' | 'program')[];
  cost: {
    /** US dollars that one run may cost at most. */
    perRun: number;
    /** US dollars for a million input tokens of the model that is planned. */
    inputPrice: number;
    /** US dollars for a million output tokens. */
    outputPrice: number;
    /** Tokens that the model's window holds. */
    window: number;
  };
  team: {
    maintainers: number;
    stack: Stack;
    /** Weeks until the first users. */
    weeks: number;
  };
  plans: {
    wanted: ('plugins' | 'mcp' | 'agents')[];
    /** Why plugins; asked when they are wanted. */
    pluginsBecause?: string;
    /** Which MCP servers and why; asked when they are wanted. */
    mcpBecause?: string;
    /** How many agents; asked when several are wanted. */
    agents?: number;
    agentsReason?: AgentsReason;
    /** What was measured or must be kept apart; empty when nothing was. */
    agentsEvidence?: string;
  };
}

/** A brief in the making: any answer may be missing. */
export type PartialBrief = {
  [Part in keyof Brief]?: Brief[Part] extends unknown[] | string | number ? Brief[Part] : Partial<Brief[Part]>;
};

export type Answer = string | number | string[] | BriefCapability[];

export interface QuestionChoice {
  value: string;
  label: string;
  hint?: string;
}

/** What a short text must look like: names that code, files and vendors must take. */
export interface TextForm {
  /** A regular expression for the whole text. */
  pattern: string;
  /** The same in words: 'lowercase words joined by -'. */
  says: string;
}

/** A field of one capability, asked for each capability in turn. */
export interface CapabilityQuestion {
  id: keyof BriefCapability;
  ask: string;
  why: string;
  kind: 'text' | 'choice';
  choices?: readonly QuestionChoice[];
  form?: TextForm;
  /** May rest on the fields answered before it. */
  default?: (soFar: Partial<BriefCapability>) => string;
}

/** One question of the interview. The list of them is the only place that knows what can be asked. */
export interface Question {
  /** Path in the brief, joined by '.': 'run.length'. */
  id: string;
  ask: string;
  /** Why it is asked: what the plan does with the answer. Shown on `?`. */
  why: string;
  /** `lines` is a list of short texts, `capabilities` a list whose fields are asked one by one. */
  kind: 'text' | 'lines' | 'choice' | 'multi' | 'number' | 'capabilities';
  choices?: readonly QuestionChoice[];
  form?: TextForm;
  /** A choice of a `multi` question that excludes all others: 'nothing'. */
  alone?: string;
  /** Bounds of a `number`. */
  min?: number;
  max?: number;
  /** Whole numbers only. */
  whole?: boolean;
  /** An empty text or list is an answer. */
  mayBeEmpty?: boolean;
  /** What most would answer, given what is answered already. Absent where nobody else can know. */
  default?: (soFar: PartialBrief) => Answer;
  /** Absent: always asked. */
  applies?: (soFar: PartialBrief) => boolean;
  /** Fields of one entry; only with kind `capabilities`. */
  fields?: readonly CapabilityQuestion[];
}

/** An answer that a description gives away, with the words it rests on. Shown, and corrected by the builder. */
export interface Guess {
  id: string;
  value: Answer;
  words: string[];
  /** Set when a model proposed it; else a rule did. */
  by?: 'model';
}

/** Two answers that cannot both hold. `ids` are the questions to ask again. */
export interface Contradiction {
  ids: string[];
  /** What cannot both be true, in the answers' own words. */
  says: string;
  /** The question that settles it. */
  ask: string;
}

import type { FunctionNode, JudgeContext, Judgement, Practice } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { agent, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { promptGivers } from '../kit/prompt-givers.js';
import { sectionsOf } from '../kit/prompt-sections.js';
import { vary } from '../kit/variations.js';

const PROMPT = `
  import { tools } from './tools.js';

  const identity = 'You are a coding assistant in a terminal.';

  const rules = [
    'Read a file before you change it.',
    'Say what you did in one sentence.',
    'Ask when a request can be read in two ways.',
  ].join('\\n');

  const toolGuide = () => tools.map((tool) => '- ' + tool.name + ': ' + tool.description).join('\\n');

  const environment = (directory: string) => 'Directory: ' + directory + '\\nPlatform: ' + process.platform;

  /** Stable sections first; what changes from session to session comes last. */
  export function systemPrompt(directory: string): string {
    const sections = [
      ['Identity', identity],
      ['Rules', rules],
      ['Tools', toolGuide()],
      ['Environment', environment(directory)],
    ];
    return sections.map(([title, text]) => '# ' + title + '\\n' + text).join('\\n\\n');
  }
`;

export const practice: Practice = {
  id: 'practice/prompt-architecture',
  kind: 'practice',
  title: 'Prompt in named sections',
  statement:
    'The system prompt is put together from named sections or files, with the stable parts before those that change with the session.',
  consequence: 'hard-to-change',
  impact: 'Each fix to one long prompt string breaks something else for some user, and nobody can see what.',
  fix: 'Split the prompt into files or functions by topic and join them in a fixed order: identity, rules and tools first; date, directory and memory last.',
  effort: 'hours',
  confirm: {
    given: 'two sessions on different days in different directories',
    when: 'their system prompts are compared',
    then: 'they are equal up to the first session-specific section, and each section can be tested alone',
  },
  signals:
    'Functions that put a prompt together from several named pieces, or fill a template, and whether a piece that changes with the session comes first.',
  judge,
  pass: example('sections in a fixed order, the environment last', {
    'src/prompt.ts': PROMPT,
    'src/agent.ts': vary(agent({ imports: "import { systemPrompt } from './prompt.js';" }), {
      "'You are a coding assistant.'": 'systemPrompt(process.cwd())',
    }),
  }),
  fail: example('one sentence of prompt', {
    'docs/prompt.md': '# Prompt\n\n## Identity\n\n## Rules\n\n## Tools\n\n## Environment\n',
    'src/agent.ts': agent({ turn: '// System prompt sections: identity, rules, tools, environment.' }),
  }),
};

const ABOUT = ['prompt', 'prompts', 'instruction', 'preamble', 'sysprompt'];
const GROWS = /(^|\.)(push|append|extend|add|push_str|WriteString|unshift|insert)$/;
const FILLS =
  /(^|\.)(replace|replaceAll|render|format|populate_template|Template|from_template|fromTemplate|substitute|Execute)$|[rR]ender\w*[tT]emplate|[pP]opulate\w*[tT]emplate/;
const CHANGES =
  'date =time =now =cwd environment =git memor transcript histor request session =user shared task todo'.split(' ');
const ENOUGH = 3;

const hasEnough = ({ parts }: Builder): boolean => parts.length >= ENOUGH;

interface Builder {
  fn: FunctionNode;
  /** Names of the sections, in order. */
  parts: string[];
}

function judge(context: JudgeContext): Judgement {
  const { code, path } = context;
  const values = new Set(
    code.values
      .filter(
        (v) =>
          v.fact.kind === 'string' || v.fact.kind === 'template' || v.fact.kind === 'array' || v.fact.kind === 'call',
      )
      .map((v) => v.fact.name),
  );
  const constants = new Map(code.values.filter((v) => v.fact.owner === undefined).map((v) => [v.fact.name, v.fact]));
  const near = (fn: FunctionNode): boolean => (fn.wired || path.from.has(fn) || path.to.has(fn)) && !tells(fn);
  const builderOf = (fn: FunctionNode): Builder => {
    const [grown, found] = [grownIn(fn), sectionsOf(fn, constants)];
    return { fn, parts: grown.length > found.length ? grown : found };
  };
  const given = promptGivers(context)
    .filter((fn) => !tells(fn))
    .map(builderOf)
    .filter(hasEnough);
  const builders = code.functions
    .filter((fn) => near(fn) && fn.fact.kind !== 'module' && isAboutPrompt(fn))
    .map((fn): Builder => ({ fn, parts: partsOf(fn, values) }))
    .sort((a, b) => b.parts.length - a.parts.length || (a.fn.id < b.fn.id ? -1 : 1));
  const ofSystem = builders.filter((b) =>
    mentions(`${b.fn.fact.owner ?? ''} ${b.fn.fact.name}`, ['system', '=sys', 'instruction']),
  );
  const byName = (ofSystem.some(hasEnough) ? ofSystem : builders).filter(hasEnough);
  const built = given.length > 0 ? given : byName;
  const filled = builders
    .filter((b) => b.fn.calls.some((c) => FILLS.test(c.fact.callee)))
    .sort((a, b) => Number(isNamedForPrompt(b.fn)) - Number(isNamedForPrompt(a.fn)));
  const signals = [
    ...built.slice(0, given.length > 0 ? 2 : 1).map((b) => signal(b, changesFirst(b) ? 'half' : 'full', saidOf(b))),
    ...(built.length > 0
      ? []
      : filled.slice(0, 2).map((b) => ({ ...signal(b, 'half', 'fills a prompt template'), line: fillLine(b.fn) }))),
  ];
  return decide(code, signals, {
    met: `${built[0]?.fn.fact.name ?? 'The prompt'} builds the prompt from named sections.`,
    partial: 'Prompts come from templates or sections, but what changes is not kept behind what is stable.',
    absent: 'No function was found that puts the system prompt together from sections or files.',
  });
}

/** The pieces by name; how many there are where the code has no names for them. */
function saidOf({ parts }: Builder): string {
  const names = [...new Set(parts.filter((part) => part !== ''))];
  return names.length < 2
    ? `builds the prompt from ${parts.length} pieces`
    : `builds the prompt from ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''}`;
}

function fillLine(fn: FunctionNode): number {
  return fn.calls.find((c) => FILLS.test(c.fact.callee))?.fact.line ?? fn.fact.line;
}

/** A command that prints the prompt for a person builds none for the model. */
function tells(fn: FunctionNode): boolean {
  return mentions(splitWords(fn.fact.name).slice(0, 1), [
    '=print',
    '=show',
    '=dump',
    '=display',
    '=debug',
    '=export',
    '=log',
  ]);
}

function signal({ fn }: Builder, strength: Signal['strength'], note: string): Signal {
  return { strength, file: fn.file.path, line: fn.fact.line, note, fn };
}

/** Questions at a terminal, and what is done with a prompt once it is there. */
const OTHER =
  'handle discover resolve slash confirm input =ask select submit dialog component cache queue suggest histor complet command count estimate pars load mcp'.split(
    ' ',
  );

function isNamedForPrompt(fn: FunctionNode): boolean {
  const name = `${fn.fact.owner ?? ''} ${fn.fact.name}`;
  return mentions(name, ABOUT) && !mentions(name, OTHER);
}

/** Named for prompts itself or by its type; or it sends a prompt that it fills in. */
function isAboutPrompt(fn: FunctionNode): boolean {
  if (isNamedForPrompt(fn)) return true;
  return fn.calls.some(
    (c) =>
      FILLS.test(c.fact.callee) &&
      (mentions(c.fact.receiver, ['prompt']) ||
        c.fact.args.some((a) => a.text.length < 80 && mentions(a.text, ['prompt', 'system']))),
  );
}

/** The longest way the function is seen to grow a text: pushes, additions, fillings, or named pieces it puts together. */
function partsOf(fn: FunctionNode, values: ReadonlySet<string>): string[] {
  if (!isNamedForPrompt(fn)) return fillsOf(fn);
  const called = new Set(fn.calls.filter((c) => c.targets.length > 0).map((c) => c.fact.name));
  const joins =
    fn.calls.some((c) => /(^|\.)(join|concat|Join|filter)$/.test(c.fact.callee)) ||
    fn.strings.some((s) => s.template && s.value.includes('{}'));
  // A type of messages, its roles and what turns one form into another are no sections.
  const named = joins
    ? fn.fact.idents.filter(
        (i) =>
          (called.has(i) || values.has(i) || mentions(i, ['section', 'prefix', 'guideline'])) &&
          !/^[A-Z][a-z]/.test(i) &&
          !/^(SYSTEM|USER|ASSISTANT|TOOL)$/.test(i) &&
          !mentions(splitWords(i), ['=to', 'template', 'populate', 'convert', 'serializ']),
      )
    : [];
  const holes = fn.strings.filter((s) => s.template).flatMap((s) => s.value.match(/\{\}/g) ?? []);
  const filled = holes.length >= ENOUGH && named.length === 0 ? fn.fact.idents.slice(0, holes.length) : [];
  return [grownIn(fn), named, filled].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Pieces that are pushed, added or filled in, one after the other. */
function grownIn(fn: FunctionNode): string[] {
  const grown = new Map<string, string[]>();
  const grow = (target: string, part: string): void => void grown.set(target, [...(grown.get(target) ?? []), part]);
  for (const c of fn.calls) if (GROWS.test(c.fact.callee)) grow(c.fact.receiver, wordsOf(c.fact.args[0]?.text));
  for (const a of fn.assignments) if (a.op === '+=') grow(a.target, wordsOf(a.text));
  return [...grown.values(), fillsOf(fn)].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Holes of a template that are filled one by one. */
function fillsOf(fn: FunctionNode): string[] {
  return fn.calls
    .filter((c) => /replace(All)?$/.test(c.fact.name) && c.fact.args.length === 2)
    .map((c) => wordsOf(c.fact.args[1]?.text));
}

function wordsOf(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').slice(0, 60);
}

/** Something that changes from session to session opens the prompt, and stable text follows. */
function changesFirst({ parts }: Builder): boolean {
  const first = parts[0];
  return first !== undefined && mentions(first, CHANGES) && parts.slice(1).some((p) => !mentions(p, CHANGES));
}

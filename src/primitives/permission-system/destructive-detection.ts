import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { literally } from '../../words.js';
import { nearestFirst } from '../kit/dispatch-steps.js';
import { agent, example, pythonExample, pythonTools } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { decisionZone } from '../kit/permission.js';

export const criterion: Criterion = {
  id: 'permission-system/destructive-detection',
  title: 'Detection of dangerous commands',
  statement:
    'Shell commands, and whatever has their power, are parsed or matched for dangerous patterns before they run.',
  core: false,
  weight: 4,
  consequence: 'silent-harm',
  impact:
    'A force push, a recursive delete or a dropped table looks to the harness like a directory listing, and passes with the same ease.',
  fix: 'Before the shell tool runs, split the command into its parts and match each against a list of destructive patterns; a hit means deny or ask.',
  effort: 'day',
  confirm: {
    given: 'the commands "rm -rf ~", "git push --force", "true; sudo reboot" and "ls"',
    when: '{shell} receives each of them',
    then: 'the first 3 are refused or asked about, and only "ls" runs without a question',
  },
  signals:
    'Lists, patterns and tests of dangerous commands that a function of the decision or on the way of a tool matches; lists of dangerous names in an interpreter count half.',
  judge,
  pass: pythonExample('a list of patterns that stops the shell tool', {
    'small_agent/tools.py': pythonTools({
      imports: 'import re',
      declare: `
        DANGEROUS = [
            re.compile(r"\\brm\\s+-\\w*[rf]"),
            re.compile(r"\\bsudo\\b"),
            re.compile(r"\\bgit\\s+push\\b.*--force"),
            re.compile(r"\\b(mkfs|dd|shutdown|reboot)\\b"),
        ]
      `,
      runBash: `
        for pattern in DANGEROUS:
            if pattern.search(command):
                return f"Refused: {pattern.pattern} is not allowed."
        return subprocess.run(command, shell=True, capture_output=True, text=True).stdout
      `,
    }),
  }),
  fail: example('dangerous commands named in the prompt only', {
    'src/agent.ts': agent({
      declare: "const RULES = 'Never run dangerous commands: no rm -rf, no sudo, no git push --force.';",
      begin: "messages.push({ role: 'user', content: RULES });",
      beforeTool: '// Dangerous commands (rm -rf, sudo, mkfs) are blocked.',
    }),
  }),
};

/** Commands that people write into lists of what must not run, in a shell and in a database. */
const COMMANDS = new Set(
  'rm rmdir del sudo su doas dd mkfs fdisk shutdown reboot halt poweroff chmod chown kill killall pkill format shred truncate wipefs'.split(
    ' ',
  ),
);
const PATTERNS = [
  /\brm\b.{0,12}-\\?\w*[[(]?[rf]/,
  /\bsudo\b/,
  /\bmkfs\b/,
  /:\s*\(\)\s*\{|:\\\(\\\)/,
  /\/dev\/(sd|null|hd|nvme)/,
  /--force\b|push.{0,12}-f\b/,
  /\b(shutdown|reboot|poweroff)\b/,
  /\bdrop\b.{0,6}\b(table|database)\b/i,
  /\bdelete\b.{0,6}\bfrom\b/i,
  /\b(curl|wget)\b.*\|/,
  /\bdd\b.{0,6}\bif=/,
  /reset.{0,6}--hard/,
  /\bchmod\b.{0,12}777/,
];
/** The same for code that an interpreter runs. */
const CODE = new Set([
  'eval',
  'exec',
  '__import__',
  'compile',
  'os.system',
  'os.popen',
  'subprocess',
  'builtins.eval',
  'builtins.exec',
  'builtins.__import__',
  'child_process',
  'pty',
  'ctypes',
  'posix',
  'shutil',
]);

interface List {
  file: string;
  line: number;
  name: string;
  fn?: FunctionNode;
  of: 'commands' | 'code';
  /** How many dangerous patterns it holds. */
  patterns: number;
}

function judge(context: JudgeContext): Judgement {
  const lists = [...declared(context), ...inline(context)];
  const near = new Set([...context.path.from.keys(), ...context.path.tools.keys(), ...decisionZone(context)]);
  const telling = [...lists].sort((a, b) => b.patterns - a.patterns);
  const found = nearestFirst(
    context,
    telling.flatMap((list) => applied(context, list, near)),
  );
  const ofFirst = found.filter((s) => s.file === found[0]?.file && s.fn === found[0]?.fn);
  const signals = ofFirst.length > 1 ? ofFirst.slice(0, 2) : found;
  const shell = lists.some((l) => l.of === 'commands');
  return decide(context.code, signals, {
    met: 'Commands are matched against dangerous patterns before they run.',
    partial: shell
      ? 'Dangerous commands are listed, but no command was seen to pass the list before it runs.'
      : 'An interpreter refuses dangerous names, but commands themselves are not looked at.',
    absent: 'No list or pattern of dangerous commands is matched against a command before it runs.',
  });
}

/** Constants that hold two or more dangerous commands, patterns or names. */
function declared({ code }: JudgeContext): List[] {
  return code.values.flatMap(({ file, fact }) => {
    if (fact.kind === 'string' || fact.kind === 'template') return [];
    const inside = file.strings.filter((s) => fact.line <= s.line && s.line <= fact.endLine && s.length <= 60);
    const of = kindOf([...fact.items, ...inside.map((s) => s.value), fact.kind === 'regex' ? fact.text : '']);
    const patterns = PATTERNS.filter((p) => inside.some((s) => p.test(s.value)) || fact.items.some((i) => p.test(i)));
    return of === undefined
      ? []
      : [{ file: file.path, line: fact.line, name: fact.name, of, patterns: patterns.length }];
  });
}

/** Functions whose own strings or tests are such patterns. */
function inline({ code }: JudgeContext): List[] {
  return code.functions.flatMap((fn) => {
    if (fn.fact.kind === 'module') return [];
    const tested = fn.branches.filter((b) => b.exit !== 'none').flatMap((b) => [...b.literals, b.test]);
    const called = fn.calls.filter((c) => MATCH.test(c.fact.name)).flatMap((c) => c.fact.args.map((a) => a.text));
    const of = kindOf([...tested, ...called]);
    const telling = (texts: string[]): boolean =>
      texts.some((t) => COMMANDS.has(t.trim()) || CODE.has(t) || PATTERNS.some((p) => p.test(t)));
    const first =
      fn.branches.find((b) => b.exit !== 'none' && telling([...b.literals, b.test]))?.line ??
      fn.calls.find((c) => MATCH.test(c.fact.name) && telling(c.fact.args.map((a) => a.text)))?.fact.line ??
      fn.fact.line;
    return of === undefined ? [] : [{ file: fn.file.path, line: first, name: fn.fact.name, fn, of, patterns: 0 }];
  });
}

const MATCH =
  /^(test|match|search|fullmatch|includes|has|contains|some|any|startsWith|starts_with|startswith|HasPrefix|Contains|MatchString|is_match|find)$/;

/** Short texts only: a prompt that names commands matches nothing. */
function kindOf(texts: string[]): List['of'] | undefined {
  const short = texts.filter((t) => t.length > 0 && t.length <= 160);
  const words = new Set(short.map((t) => t.trim()).filter((t) => COMMANDS.has(t)));
  const patterns = PATTERNS.filter((p) => short.some((t) => p.test(t)));
  if (
    patterns.length >= 2 ||
    words.size >= 3 ||
    (words.size > 0 && patterns.length > 0 && words.size + patterns.length >= 3)
  )
    return 'commands';
  return new Set(short.filter((t) => CODE.has(t))).size >= 3 ? 'code' : undefined;
}

/** A function of the decision or on the way of a tool reads the list in order to refuse. */
function applied(context: JudgeContext, list: List, near: ReadonlySet<FunctionNode>): Signal[] {
  const readers =
    list.fn === undefined
      ? context.code.functions.filter((fn) => fn.fact.idents.includes(list.name) && sees(fn, list.file))
      : [list.fn];
  const users = [...new Set([...readers, ...context.code.reachedBy(readers, 2).keys()])].filter(
    (fn) => fn.inScope && (near.has(fn) || readers.includes(fn)),
  );
  const acting = users.find((fn) => near.has(fn) && decides(fn)) ?? users.find(decides);
  if (acting === undefined) return [];
  const strength = near.has(acting) && list.of === 'commands' ? 'full' : 'half';
  const of = list.of === 'commands' ? 'dangerous commands' : 'dangerous names';
  const where = near.has(acting)
    ? 'before the effect'
    : list.of === 'code'
      ? 'where an interpreter evaluates'
      : 'in a check that was not seen on the way of a tool';
  const listed: Signal = { strength, file: list.file, line: list.line, note: of, fn: acting };
  if (list.fn !== undefined) return [{ ...listed, note: `${of} are told ${where}` }];
  return [
    listed,
    { strength, file: acting.file.path, line: readAt(acting, list.name), note: `matched ${where}`, fn: acting },
  ];
}

/** Where the function reads the list, or asks what does. */
function readAt(fn: FunctionNode, name: string): number {
  const names = (text: string): boolean => new RegExp(`(^|[^\\w])${literally(name)}\\b`).test(text);
  const readers = fn.calls.filter((c) => c.targets.some((t) => t.fact.idents.includes(name)));
  return (
    fn.loops.find((l) => l.idents.includes(name))?.line ??
    fn.branches.find((b) => b.idents.includes(name))?.line ??
    fn.calls.find((c) => names(c.fact.callee) || c.fact.args.some((a) => names(a.text)))?.fact.line ??
    readers[0]?.fact.line ??
    fn.fact.line
  );
}

function decides(fn: FunctionNode): boolean {
  return fn.branches.some((b) => b.exit !== 'none') || fn.exits.some((e) => e.kind === 'return' && e.value !== 'none');
}

function sees(fn: FunctionNode, file: string): boolean {
  return fn.file.path === file || fn.file.imports.some((i) => i.resolved.includes(file)) || fn.file.language === 'go';
}

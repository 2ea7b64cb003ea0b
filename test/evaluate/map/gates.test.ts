// A gate is proved by what it stands before; each case is one small agent whose loop, dispatch and effect are the same.
import { beforeAll, describe, expect, it } from 'vitest';
import type { HarnessMap } from '../../../src/contracts.js';
import { frameworks } from '../../../src/evaluate/frameworks/registry.js';
import { frontEnd as python } from '../../../src/evaluate/languages/python.js';
import { drawMap } from '../../../src/evaluate/map.js';

let extractor: Awaited<ReturnType<(typeof python)['open']>>;

beforeAll(async () => {
  extractor = await python.open();
}, 60_000);

/** A Python agent; `before` stands before the tool's call in `run_tool`, `declare` at module level. */
function mapOf(before: string, declare = '', settings = 'turns = 0'): HarnessMap {
  const text = `import subprocess
import anthropic

client = anthropic.Anthropic()

${declare}

def bash(command):
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout

TOOLS = {
    "bash": {"name": "bash", "description": "Run a command.", "input_schema": {"type": "object"}, "run": bash},
}

def run_tool(name, args, hooks=None):
    tool = TOOLS[name]
    ${before}
    return tool["run"](**args)

def run(prompt):
    messages = [{"role": "user", "content": prompt}]
    ${settings}
    while True:
        reply = client.messages.create(model="claude-sonnet-4-5", max_tokens=100, messages=messages, tools=list(TOOLS.values()))
        calls = [block for block in reply.content if block.type == "tool_use"]
        if not calls:
            return reply
        for call in calls:
            messages.append({"role": "user", "content": run_tool(call.name, call.input)})

run("hello")
`;
  const file = extractor.extract({ path: 'agent.py', role: 'source', package: '', text });
  const facts = {
    schemaVersion: 1 as const,
    target: { path: 'snippet' },
    files: [file],
    documents: [],
    packages: [],
    coverage: { files: 1, analysed: 1, skipped: [], couldNotSee: [] },
  };
  return drawMap(facts, frameworks, []).map;
}

const brief = ({ gates }: HarnessMap): string[] => gates.map((g) => `${g.kind}: ${g.site.text}`);
const bash = ({ tools }: HarnessMap): string | undefined => tools.find((t) => t.name === 'bash')?.gated;

describe('gates', () => {
  it('are none where the call just runs', () => {
    const map = mapOf('print(name)');
    expect(brief(map)).toEqual([]);
    expect(bash(map)).toBe('never');
  });

  it('ask where the answer of a person is tested, in whatever words', () => {
    const map = mapOf(
      'if not agreed(name):\n        return "no"',
      'def agreed(name):\n    return input(name + "? [y/N] ") == "y"',
    );
    expect(brief(map)).toEqual(['ask: if not agreed(name):']);
    expect(bash(map)).toBe('always');
  });

  it('are none where the system has refused, a name is translated, or the run itself comes back', () => {
    const refused = mapOf('if isinstance(args, PermissionError):\n        return "no"');
    expect(brief(refused)).toEqual([]);
    const label = `def permission_from_label(label):
    if label == "deny":
        return "denied"
    return "allow"`;
    expect(brief(mapOf('mode = permission_from_label(name)', label))).toEqual([]);
  });

  it('have a way around them only where a setting lets calls pass', () => {
    const agreed = (first: string) => `def agreed(name, cfg):
    if ${first}:
        return True
    if input(name + "? [y/N] ") != "y":
        return False
    return True`;
    const ways = (first: string) =>
      mapOf('if not agreed(name, hooks):\n        return "no"', agreed(first)).gates.flatMap(
        (g) => g.bypass?.text ?? [],
      );
    for (const open of ['cfg.yolo', 'cfg.skip_permissions', 'cfg.auto_approve', 'cfg.policy == "auto"'])
      expect(ways(open)).toEqual([`if ${open}:`]);
    for (const other of ['cfg.skip_upgrade', 'cfg.auto_memory', 'cfg.disabled_plugins'])
      expect(ways(other)).toEqual([]);
  });

  it('do not stand before a tool for which their own condition is void', () => {
    const tools = `def find(pattern):
    return subprocess.run(["rg", "-n", pattern], capture_output=True, text=True).stdout

def wipe(path):
    return subprocess.run("rm -r " + path, shell=True)

MORE = {
    "find": {"name": "find", "description": "Search.", "input_schema": {}, "risky": False, "run": find},
    "wipe": {"name": "wipe", "description": "Delete.", "input_schema": {}, "risky": True, "run": wipe},
    "lost": {"name": "lost", "description": "Delete.", "input_schema": {}, "run": wipe},
}

def agreed(name):
    return input(name + "? [y/N] ") == "y"`;
    const map = mapOf(
      'tool = {**TOOLS, **MORE}[name]\n    if tool["risky"] and not agreed(name):\n        return "no"',
      tools,
    );
    const gated = Object.fromEntries(map.tools.map((t) => [t.name, t.gated]));
    expect(gated).toEqual({ bash: 'never', find: 'never', wipe: 'always', lost: 'never' });
    const find = map.tools.find((t) => t.name === 'find');
    expect(find?.effects).toMatchObject([{ class: 'shell', program: 'rg' }]);
    expect(map.tools.find((t) => t.name === 'wipe')?.effects[0]?.program).toBeUndefined();
  });

  it('do not take a block of content for a refusal', () => {
    expect(brief(mapOf('if args.get("block") == "text":\n        return "text block"'))).toEqual([]);
  });

  it('do not take the question for the next prompt for a permission', () => {
    const map = mapOf('print(name)', 'def following():\n    return input("> ")', 'turns = following()');
    expect(brief(map)).toEqual([]);
  });

  it('are a hook, and gate nothing by themselves, where refusing is left to whoever registers', () => {
    const map = mapOf('veto = hooks.before_tool_call(name)\n    if veto and veto.block:\n        return veto.reason');
    expect(map.gates.map((g) => g.kind)).toEqual(['hook']);
    expect(bash(map)).toBe('sometimes');
  });

  it('do not count where permission words stand off the way', () => {
    const map = mapOf(
      'print(name)',
      'def colour(permission):\n    if permission == "denied":\n        return "red"\n    return "green"',
    );
    expect(brief(map)).toEqual([]);
  });

  it('are calls that throw what is forbidden', () => {
    const map = mapOf(
      'assert_allowed(name)',
      'DENIED = ["bash"]\n\ndef assert_allowed(name):\n    if name in DENIED:\n        raise PermissionError(name)',
    );
    expect(brief(map)).toContain('policy: assert_allowed(name)');
  });
});

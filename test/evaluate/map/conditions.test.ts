// What a gate's condition comes to for one tool, as far as the literals of its declaration tell.
import { describe, expect, it } from 'vitest';
import { fixedProgram, isProbe } from '../../../src/evaluate/map/effects/program.js';
import { outcomeOf } from '../../../src/evaluate/map/gates/conditions.js';

const traits = new Map<string, string | undefined>([
  ['risky', 'False'],
  ['kind', 'read'],
  ['needsApproval', undefined],
]);

describe('a condition', () => {
  it.each([
    ['tool["risky"] and not self.approve(name, args)', false],
    ['tool.get("risky", False) and not ask()', false],
    ["tool.kind === 'execute' && !(await ask(tool))", false],
    ['this.tools.get(name)?.needsApproval && !ok', false],
    ['!tool.risky || (await approve(call))', true],
    ["(tool.kind !== 'read' || tool.risky) && !ok", false],
    ['tool["risky"] or mode == "strict"', undefined],
    ['args["risky"] and not ask()', undefined],
    ['tool.secret && !ask()', undefined],
    ['not self.approve(name)', undefined],
  ])('%s', (test, outcome) => {
    expect(outcomeOf(test, traits)).toBe(outcome);
  });
});

describe('the one program of a call', () => {
  const call = (callee: string, ...args: { kind: string; text: string; name?: string }[]) =>
    fixedProgram({ callee, args } as unknown as Parameters<typeof fixedProgram>[0]);

  it('is read off a list or a first argument', () => {
    expect(call('subprocess.run', { kind: 'array', text: '["rg", "-n", pattern]' })).toBe('rg');
    expect(call('spawn', { kind: 'string', text: '/usr/bin/git' }, { kind: 'reference', text: 'args' })).toBe('git');
    expect(call('exec.CommandContext', { kind: 'reference', text: 'ctx' }, { kind: 'string', text: 'rg' })).toBe('rg');
  });

  it('is the one its variable is named after', () => {
    const args = { kind: 'reference', text: 'args' };
    expect(call('spawnSync', { kind: 'reference', text: 'fdPath' }, args)).toBe('fd');
    expect(call('spawn', { kind: 'reference', text: 'this.ffmpegPath' }, args)).toBe('ffmpeg');
    expect(call('subprocess.run', { kind: 'array', text: '[git_bin, "diff", ref]' })).toBe('git');
    expect(call('exec.CommandContext', { kind: 'reference', text: 'ctx' }, { kind: 'reference', text: 'rgPath' })).toBe(
      'rg',
    );
    for (const open of ['shellPath', 'bashPath', 'toolPath', 'path', 'bin', 'cmdPath', 'command', 'python_bin'])
      expect(call('spawn', { kind: 'reference', text: open }, args)).toBeUndefined();
  });

  it('is none where a shell or an interpreter runs what it is told', () => {
    expect(call('spawn', { kind: 'string', text: 'bash' }, { kind: 'reference', text: 'args' })).toBeUndefined();
    expect(call('subprocess.run', { kind: 'reference', text: 'command' })).toBeUndefined();
    const shell = { kind: 'boolean', text: 'True', name: 'shell' };
    expect(call('subprocess.run', { kind: 'array', text: '["rg", x]' }, shell)).toBeUndefined();
  });

  it('is only asked for its version', () => {
    const probe = (...args: { kind: string; text: string }[]) =>
      isProbe({ callee: 'spawnSync', args } as unknown as Parameters<typeof isProbe>[0]);
    expect(probe({ kind: 'reference', text: 'cmd' }, { kind: 'array', text: '["--version"]' })).toBe(true);
    expect(probe({ kind: 'array', text: '[tool, "--version"]' })).toBe(true);
    expect(probe({ kind: 'array', text: '["git", "commit", "--version"]' })).toBe(false);
    expect(probe({ kind: 'reference', text: 'cmd' }, { kind: 'array', text: '["--version", extra]' })).toBe(false);
  });
});

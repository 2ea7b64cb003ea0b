// How a person starts compaction: a command whose arm, handler or method leads to the code that shortens the history.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { findCompactors } from './compaction.js';
import { withClosures } from './find.js';
import type { Signal } from './judgement.js';

const NAMES = ['=compact', '=compress', '=compaction', '=condense', '=summarize', '=summarise', '=prune', '=trim'];
const COMMAND = /^\/?(compact|compress|condense|summari[sz]e|prune|trim)\b/i;

/** Commands that reach a compactor: branches on the command's text or variant, handlers in tables, and the map's commands. */
export function requested(context: JudgeContext): Signal[] {
  const { code, map } = context;
  const reaching = code.reachedBy(
    findCompactors(context).map((c) => c.fn),
    6,
  );
  const compacts = (fn: FunctionNode): boolean => reaching.has(fn);
  const asked = commandNames(context);
  const arms = code.functions.flatMap((fn) => [...fromArms(fn, compacts, asked), ...fromTables(fn, compacts, asked)]);
  const commands = map.commands
    .filter((c) => asked.test(c.name))
    .map((c): Signal => ({ strength: 'full', file: c.site.file, line: c.site.line, note: `the command ${c.name}` }));
  const apart = arms.filter(
    (s, i) => arms.findIndex((other) => other.file === s.file && Math.abs(other.line - s.line) <= 3) === i,
  );
  return apart.length > 0 ? [...apart.sort((a, b) => Number(b.sure) - Number(a.sure))] : commands;
}

/** The field's words for the command, and the name that this code gives to what it starts. */
function commandNames(context: JudgeContext): RegExp {
  const own = findCompactors(context)
    .map((c) => c.fn.fact.name)
    .filter((n) => /^[a-z]{4,}$/.test(n));
  return own.length === 0 ? COMMAND : new RegExp(`${COMMAND.source}|^\\/?(${own.join('|')})\\b`, 'i');
}

/** A way of asking, and whether the call was followed to the code that shortens. */
interface Asked extends Signal {
  sure: boolean;
}

function fromArms(fn: FunctionNode, compacts: (fn: FunctionNode) => boolean, asked: RegExp): Asked[] {
  return fn.branches.flatMap((b) => {
    const typed = b.literals.some((l) => asked.test(l) && l.length < 40);
    const variant = b.kind === 'case' && /(?:::|\.)(Compact|Compress|Condense|Summari[sz]e)\b/.test(b.test);
    if (!typed && !variant) return [];
    const calls = fn.calls.filter((c) => b.bodyLine <= c.fact.line && c.fact.line <= b.endLine);
    const sure = calls.some((c) => c.targets.some(compacts));
    const refuses =
      b.exit === 'throw' || calls.some((c) => mentions(splitWords(c.fact.name), ['error', 'unsupported', 'usage']));
    const reaches = sure || (!refuses && calls.some((c) => mentions(splitWords(c.fact.name), NAMES)));
    return reaches
      ? [
          {
            strength: 'full',
            file: fn.file.path,
            line: b.line,
            note: 'the command starts compaction',
            fn,
            sure,
          },
        ]
      : [];
  });
}

function fromTables(fn: FunctionNode, compacts: (fn: FunctionNode) => boolean, asked: RegExp): Asked[] {
  return fn.objects.flatMap((object) => {
    const named = object.keys.find(
      (k) =>
        /^(name|command|id|label)$/.test(k.name) && k.kind === 'string' && asked.test(k.text) && !/\s/.test(k.text),
    );
    if (named === undefined) return [];
    const handlers = fn.children.filter((c) => object.line <= c.fact.line && c.fact.endLine <= object.endLine);
    const called = handlers.flatMap(withClosures).flatMap((h) => h.calls);
    const begun =
      called.find((c) => mentions(splitWords(c.fact.name), [...NAMES, 'compact', 'compress'])) ??
      called.find((c) => c.targets.some((t) => compacts(t) && !t.fact.name.startsWith('<')));
    const reaches = begun !== undefined || handlers.some(compacts);
    const handled = object.keys.some((k) => k.kind === 'function' || k.kind === 'reference') && reaches;
    const line = begun?.fact.line ?? named.line;
    const note = `the command ${named.text} starts compaction`;
    return handled ? [{ strength: 'full', file: fn.file.path, line, note, fn, sure: true }] : [];
  });
}

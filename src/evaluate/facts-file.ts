// Facts on disk: gathering is the slow part, judging replays from here. A file is input like any other, so its shape is
// checked before it is believed.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Facts } from '../contracts.js';
import { HarnessError } from '../errors.js';

const VERSION = 1;

/** Writes facts as JSON. @throws HarnessError 2 when the path cannot be written. */
export function saveFacts(facts: Facts, path: string): void {
  try {
    writeFileSync(path, `${JSON.stringify(facts)}\n`);
  } catch {
    throw new HarnessError(`the facts cannot be written to ${path}`, 'Name a file in a folder you may write to.', 2);
  }
}

/**
 * Reads facts written by `saveFacts`.
 * @throws HarnessError 2 when the file is missing, is not JSON, has another version or another shape.
 */
export function loadFacts(path: string): Facts {
  const facts = parseFile(path);
  if (!isRecord(facts) || !('schemaVersion' in facts)) throw wrong(path, 'it holds no facts');
  if (facts.schemaVersion !== VERSION)
    throw wrong(path, `it has schema version ${String(facts.schemaVersion)}, this harness reads version ${VERSION}`);
  const flaw = findFlaw(facts, FACTS, 'facts');
  if (flaw !== undefined) throw wrong(path, flaw);
  return facts as unknown as Facts;
}

function parseFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new HarnessError(`${path} cannot be read`, 'Name a file written by --save-facts.', 2);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(path, 'it is not valid JSON');
  }
}

function wrong(path: string, why: string): HarnessError {
  return new HarnessError(`${path} cannot be used as facts: ${why}`, 'Write it anew with --save-facts.', 2);
}

/** The parts later stages reach into without asking: a scalar's type, one shape for all items, or a record's fields. */
type Shape = 'string' | 'number' | 'object' | { each: Shape } | { fields: Record<string, Shape> };

const LINED: Shape = { each: { fields: { line: 'number' } } };
const IN_FUNCTION: Shape = { each: { fields: { line: 'number', fn: 'number' } } };
const STRINGS: Shape = { each: 'string' };
const FILE: Shape = {
  fields: {
    path: 'string',
    language: 'string',
    role: 'string',
    package: 'string',
    lines: 'number',
    problems: LINED,
    imports: { each: { fields: { from: 'string', names: { each: 'object' }, resolved: STRINGS } } },
    types: { each: { fields: { name: 'string', members: { each: 'object' }, variants: STRINGS } } },
    functions: { each: { fields: { name: 'string', line: 'number', params: { each: 'object' }, idents: STRINGS } } },
    values: { each: { fields: { name: 'string', items: STRINGS } } },
    objects: { each: { fields: { line: 'number', fn: 'number', keys: { each: 'object' } } } },
    calls: { each: { fields: { callee: 'string', name: 'string', fn: 'number', args: { each: 'object' } } } },
    branches: IN_FUNCTION,
    loops: IN_FUNCTION,
    assignments: IN_FUNCTION,
    exits: IN_FUNCTION,
    strings: IN_FUNCTION,
    excerpts: 'object',
  },
};
const DOCUMENT: Shape = {
  fields: {
    path: 'string',
    role: 'string',
    package: 'string',
    entries: { each: { fields: { path: 'string', value: 'string', line: 'number' } } },
    headings: LINED,
    excerpts: 'object',
  },
};
const PACKAGE: Shape = {
  fields: {
    root: 'string',
    name: 'string',
    language: 'string',
    dependencies: STRINGS,
    devDependencies: STRINGS,
    scripts: 'object',
    entries: { each: { fields: { kind: 'string', name: 'string', file: 'string' } } },
  },
};
const FACTS: Shape = {
  fields: {
    target: { fields: { path: 'string' } },
    files: { each: FILE },
    documents: { each: DOCUMENT },
    packages: { each: PACKAGE },
    coverage: {
      fields: {
        files: 'number',
        analysed: 'number',
        skipped: { each: { fields: { path: 'string', why: 'string' } } },
        couldNotSee: { each: { fields: { what: 'string', why: 'string', paths: STRINGS } } },
      },
    },
  },
};

/** The first place where the value has not the shape, in words. */
function findFlaw(value: unknown, shape: Shape, at: string): string | undefined {
  if (shape === 'object') return isRecord(value) ? undefined : `${at} is not an object`;
  if (typeof shape === 'string') return typeof value === shape ? undefined : `${at} is not a ${shape}`;
  if ('each' in shape) {
    if (!Array.isArray(value)) return `${at} is not a list`;
    return firstFlaw(value.entries(), (index, item) => findFlaw(item, shape.each, `${at}[${index}]`));
  }
  if (!isRecord(value)) return `${at} is not an object`;
  return firstFlaw(Object.entries(shape.fields), (key, part) => findFlaw(value[key], part, `${at}.${key}`));
}

function firstFlaw<K, V>(items: Iterable<[K, V]>, check: (key: K, item: V) => string | undefined): string | undefined {
  for (const [key, item] of items) {
    const flaw = check(key, item);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

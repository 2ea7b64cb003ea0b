// Reads a design specification that code is to be compared with. A person may have edited it, so what the comparison
// rests on is checked, with line and column.
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Catalogue, Design } from '../contracts.js';
import { HarnessError } from '../errors.js';
import { closest } from '../words.js';

type Path = (string | number)[];

interface Flaw {
  path: Path;
  says: string;
  hint: string;
}

/** The design in this text. `file` is named in errors. @throws HarnessError (exit code 2) */
export function readDesign(text: string, file: string, catalogue: Catalogue): Design {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    throw new HarnessError(`${place(syntax.pos[0])} is no YAML: ${syntax.message}`, 'mend the line and try again', 2);
  }
  const design: unknown = document.toJS();
  const flaw = flawOf(design, catalogue);
  if (flaw !== undefined) {
    const node = flaw.path.length === 0 ? document.contents : document.getIn(flaw.path, true);
    throw new HarnessError(`${place(isNode(node) ? (node.range?.[0] ?? 0) : 0)} ${flaw.says}`, flaw.hint, 2);
  }
  return design as Design;
}

function flawOf(design: unknown, catalogue: Catalogue): Flaw | undefined {
  if (!isRecord(design)) return { path: [], says: 'holds no design', hint: 'harness design writes one' };
  if (design.version !== 1) {
    const says = `version ${String(design.version)} of a design cannot be read`;
    return { path: ['version'], says, hint: 'write it again with harness design, from its brief' };
  }
  if (!isRecord(design.product) || typeof design.product.name !== 'string') {
    return { path: ['product'], says: 'the product has no name', hint: 'add product.name' };
  }
  return capabilityFlaw(design.capabilities) ?? phaseFlaw(design.phases, catalogue);
}

function capabilityFlaw(capabilities: unknown): Flaw | undefined {
  if (!Array.isArray(capabilities))
    return { path: ['capabilities'], says: 'capabilities are no list', hint: 'list them' };
  const texts = ['name', 'does', 'effect', 'approval'];
  const wrong = capabilities.findIndex(
    (c) => !isRecord(c) || !Array.isArray(c.allows) || texts.some((key) => typeof c[key] !== 'string'),
  );
  if (wrong === -1) return undefined;
  return {
    path: ['capabilities', wrong],
    says: 'this capability is not whole',
    hint: 'name, does, effect, allows and approval are needed',
  };
}

function phaseFlaw(phases: unknown, catalogue: Catalogue): Flaw | undefined {
  if (!Array.isArray(phases) || phases.length === 0) {
    return { path: ['phases'], says: 'there are no phases', hint: 'a design promises something in each phase' };
  }
  const known = catalogue.primitives.flatMap((p) => p.criteria.map((c) => c.id));
  for (const [i, phase] of phases.entries()) {
    if (!isRecord(phase) || typeof phase.number !== 'number' || !Array.isArray(phase.promises)) {
      return { path: ['phases', i], says: 'this phase is not whole', hint: 'number, title and promises are needed' };
    }
    const wrong = phase.promises.findIndex((id) => !known.includes(String(id)));
    if (wrong === -1) continue;
    const id = String(phase.promises[wrong]);
    const meant = closest(id, known);
    const hint = meant === undefined ? 'harness catalogue lists the criteria' : `did you mean '${meant}'?`;
    return { path: ['phases', i, 'promises', wrong], says: `unknown criterion '${id}'`, hint };
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// What a report cites for one criterion: the verdict, and of each place the file, the line's text and the note.
import type { Verdict } from '../../src/contracts.js';
import { example, type Parts, pythonExample } from '../../src/primitives/kit/example.js';
import { evaluateFiles } from './evaluate-files.js';

export interface Cited {
  verdict: Verdict['verdict'];
  why: string;
  /** `src/agent.ts: save(messages);` */
  places: string[];
  notes: string[];
}

/** The criterion's verdict on the bare TypeScript harness with these files over it; on the Python one for `.py` parts. */
export async function cited(id: string, parts: Parts): Promise<Cited> {
  const python = Object.keys(parts).some((path) => path.endsWith('.py'));
  const report = await evaluateFiles((python ? pythonExample('', parts) : example('', parts)).files);
  const found = report.criteria.find((c) => c.id === id);
  if (found === undefined) throw new Error(`no verdict for ${id}`);
  const { verdict, why, evidence } = found;
  return {
    verdict,
    why,
    places: evidence.map((e) => `${e.file}: ${e.text.trim()}`),
    notes: evidence.map((e) => e.note),
  };
}

// Examples are repositories held in an object. They are judged as users' repositories are: from a folder on disk.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Report } from '../../src/contracts.js';
import { evaluate } from '../../src/evaluate/evaluate.js';
import { catalogue } from '../../src/primitives/registry.js';

const TOOL = { name: 'harness', version: '0.0.0' };

/** Writes the files to a temporary folder, evaluates it with the whole catalogue, and removes it. */
export async function evaluateFiles(files: Record<string, string>): Promise<Report> {
  const root = mkdtempSync(join(tmpdir(), 'harness-example-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await evaluate(root, { tool: TOOL, catalogue });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

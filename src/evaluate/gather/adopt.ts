// A folder called bench or evals may be a part of the program: what product code imports is product code, whatever its
// folder is called. Evaluations import the product, never the other way round.
import type { FileFacts } from '../../contracts.js';
import { dirOf } from './paths.js';
import { isTestName } from './role.js';

/** Files of evaluation folders that product code imports become source, and the tests beside them tests. */
export function adoptImported(files: FileFacts[]): FileFacts[] {
  const roles = new Map(files.map((f) => [f.path, f.role]));
  const adopted = new Set<string>();
  const queue = files.filter((f) => f.role === 'source');
  const byPath = new Map(files.map((f) => [f.path, f]));
  for (let file = queue.pop(); file !== undefined; file = queue.pop())
    for (const path of file.imports.filter((i) => !i.typeOnly).flatMap((i) => i.resolved)) {
      if (roles.get(path) !== 'eval' || adopted.has(path) || isTestName(path)) continue;
      adopted.add(path);
      queue.push(byPath.get(path) as FileFacts);
    }
  if (adopted.size === 0) return files;
  const folders = new Set([...adopted].map(dirOf));
  return files.map((file) => {
    if (adopted.has(file.path)) return { ...file, role: 'source' as const };
    const beside = file.role === 'eval' && isTestName(file.path) && folders.has(dirOf(file.path));
    return beside ? asTest(file) : file;
  });
}

function asTest(file: FileFacts): FileFacts {
  return { ...file, role: 'test', functions: file.functions.map((fn) => ({ ...fn, inTest: true })) };
}

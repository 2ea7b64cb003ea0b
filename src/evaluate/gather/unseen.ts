// What the analysis knows it cannot see. Unknown is never clean, so every blind spot is named with the files it covers.
import type { Coverage, FileFacts } from '../../contracts.js';
import { grouped } from './limits.js';

const SHOWN = 5;

/** Languages without a front end, most files first, then files that did not parse cleanly. */
export function unseen(foreign: ReadonlyMap<string, string[]>, files: readonly FileFacts[]): Coverage['couldNotSee'] {
  const languages = [...foreign]
    .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
    .map(([language, paths]) => ({
      what: `${language} (${counted(paths.length)})`,
      why: 'no front end for this language',
      paths: paths.slice(0, SHOWN),
    }));
  const broken = files.filter(({ problems }) => problems.length > 0).map(({ path }) => path);
  if (broken.length === 0) return languages;
  const what = `parts of ${counted(broken.length)}`;
  return [...languages, { what, why: 'did not parse; the rest of each file was analysed', paths: broken }];
}

function counted(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'file' : 'files'}`;
}

// Paths inside the target are posix and relative everywhere, also on Windows; these few operations are all that is needed on them.

/** 'a/b/c.ts' → 'a/b'; 'c.ts' → ''. */
export function dirOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** 'a/b/c.ts' → 'c.ts'. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** 'a/b/c.test.ts' → 'c.test'; dotfiles keep their name. */
export function stemOf(path: string): string {
  return baseOf(path).replace(/(?<=.)\.[^.]*$/, '');
}

/** With the dot and in lower case: '.ts'; '' when there is none. */
export function extensionOf(path: string): string {
  return /(?<=.)\.[^.]*$/.exec(baseOf(path))?.[0].toLowerCase() ?? '';
}

/** Joins and normalises; undefined when the result would leave the target. */
export function joinInside(folder: string, path: string): string | undefined {
  const parts: string[] = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Does the folder hold the path? '' holds everything. */
export function isWithin(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** The folder itself and every folder above it, innermost first, ending with ''. */
export function ancestors(folder: string): string[] {
  const all: string[] = [];
  for (let at = folder; at !== ''; at = dirOf(at)) all.push(at);
  return [...all, ''];
}

// Callees are written as each language writes them. Patterns know one notation, so both sides meet here.

/** 'fs::write' → 'fs.write', 'tools[].execute' → 'tools.execute', 'a?.b().c' → 'a.b.c'. A macro keeps its '!'. */
export function dotted(callee: string): string {
  let path = callee;
  if (path.includes('::')) path = path.replaceAll('::', '.');
  if (path.includes('(')) path = path.replaceAll('()', '');
  if (path.includes('[')) path = path.replaceAll('[]', '');
  if (path.includes('?')) path = path.replaceAll('?', '');
  if (path.includes('!.')) path = path.replaceAll('!.', '.');
  return path;
}

/** Is `suffix` the end of `path`, on a segment border? */
export function endsWithPath(path: string, suffix: string): boolean {
  if (!path.endsWith(suffix)) return false;
  return path.length === suffix.length || path[path.length - suffix.length - 1] === '.';
}

/** Is `prefix` the beginning of `path`, with more segments after it? */
export function startsWithPath(path: string, prefix: string): boolean {
  return path.length > prefix.length && path[prefix.length] === '.' && path.startsWith(prefix);
}

/** What follows the last dot. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

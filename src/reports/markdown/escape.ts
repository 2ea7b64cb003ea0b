// Repository text goes into a document that is rendered as HTML: nothing in it may become markup.

/** Text for a paragraph, list item or table cell. */
export function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/([\\`*_[\]|~#])/g, '\\$1')
    .replace(/\b(https?|ftp):\/\//gi, '$1&#58;//')
    .replace(/@(?=\w)/g, '&#64;');
}

/** Code that may hold backticks and pipes, for anywhere on a line, a table cell included. */
export function code(text: string): string {
  const content = text.replace(/\s+/g, ' ').trim().replace(/\|/g, '¦');
  if (content === '') return '';
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${space}${content}${space}${fence}`;
}

/** A table row; its cells are Markdown already. */
export function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

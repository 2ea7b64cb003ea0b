// Nothing secret leaves the machine. The detector is secretlint's, kept up by its community; beside it stand values that
// only this machine knows to be secret (.env files, the environment), and literals under names that say what they are.
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';

const PRESET = '@secretlint/secretlint-rule-preset-recommend';

/** Token forms that are specific enough to need no context, and literals that are assigned to a secret's name. */
const FORMS: readonly RegExp[] = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{4,}/g,
  /\bsk-[\w-]{20,}/g,
  /\b[rs]k_(live|test)_\w{10,}/g,
  /\bAIza[\w-]{30,}/g,
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bglpat-[\w-]{16,}/g,
  /(?<=\bBearer\s+)[\w.~+/-]{16,}=*/g,
  /(?<=:\/\/[^\s:/@"'`]*:)[^\s@"'`]{3,}(?=@)/g,
  /(?<=(secret|password|passwd|passphrase|token|api_?key|access_?key|private_?key|credentials?)["']?\s*(:\s*\w+\s*)?[:=]\s*["'`])[^"'`\s]{6,}(?=["'`])/gi,
];

const MARK = '[redacted]';
const SHORTEST_KNOWN = 6;

type Range = readonly [from: number, to: number];

/** The text without secrets; line breaks stay. `known` holds values to take out wherever they stand. */
export async function redact(text: string, known: readonly string[]): Promise<string> {
  const found = [...(await detected(text)), ...formed(text), ...listed(text, known)];
  let redacted = '';
  let at = 0;
  for (const [from, to] of merge(found)) {
    redacted += text.slice(at, from) + MARK + text.slice(from, to).replace(/[^\n]/g, '');
    at = to;
  }
  return redacted + text.slice(at);
}

/** The detector heeds comments that switch it off; in what is evaluated they must not work. Same length, same ranges. */
async function detected(text: string): Promise<Range[]> {
  const content = text.replace(/secretlint-/gi, 'secretlint_');
  const { messages } = await lintSource({
    source: { filePath: 'source.txt', content, ext: '.txt', contentType: 'text' },
    options: { noPhysicFilePath: true, config: { rules: [{ id: PRESET, rule: creator }] } },
  });
  return messages.map(({ range }) => [range[0], range[1]]);
}

function formed(text: string): Range[] {
  return FORMS.flatMap((form) =>
    [...text.matchAll(form)].map((match): Range => [match.index, match.index + match[0].length]),
  );
}

function listed(text: string, known: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (const value of known) {
    if (value.length < SHORTEST_KNOWN) continue;
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
      ranges.push([at, at + value.length]);
    }
  }
  return ranges;
}

function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = merged.at(-1);
    if (last === undefined || range[0] > last[1]) merged.push(range);
    else merged[merged.length - 1] = [last[0], Math.max(last[1], range[1])];
  }
  return merged;
}

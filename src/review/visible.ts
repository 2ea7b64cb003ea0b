// Characters that a person does not see but a model reads are the easiest way to hide a message in code. They are made
// visible, so that what is sent is what a person would read.

/** Control, format, private-use and lone surrogate characters, line separators, and what renderers leave out. */
const HIDDEN = /(?!\t)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;

/** One line with every hidden character written as ⟨U+200B⟩. */
export function visible(line: string): string {
  return line.replace(
    HIDDEN,
    (char) => `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** Does the line hold characters that only serve to hide text? Parts of emoji, which people do write, are no such. */
export function hides(line: string): boolean {
  return line.replace(/\u200d|\ufe0e|\ufe0f/g, '').match(HIDDEN) !== null;
}

// People write numbers for people: $0.50, 1,000, 200k. A comma that may be a decimal point is not guessed at.

const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1_000, m: 1_000_000 };

/** The number that a text stands for, if it is one beyond doubt. */
export function numberIn(text: string): number | undefined {
  const bare = text.replace(/^\$/, '').replace(/[\s_]/g, '');
  const grouped = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(',', '') : bare;
  const [, digits, unit = ''] = /^(-?\d+(?:\.\d+)?|\.\d+)([km]?)$/i.exec(grouped) ?? [];
  return digits === undefined ? undefined : Number(digits) * (FACTORS[unit.toLowerCase()] ?? 1);
}

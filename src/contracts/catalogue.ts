// What the catalogue says about a primitive and its criteria: texts for people, a judge for code.
import type { JudgeContext } from './codebase.js';
import type { Judgement } from './verdict.js';

export type Tier = 'day-one' | 'week-one' | 'month-one';

/** What goes wrong without it, worst first: this order is the order of severity. */
export type Consequence =
  | 'silent-harm'
  | 'lost-or-doubled-work'
  | 'unverified'
  | 'runaway-cost'
  | 'blind-operator'
  | 'hard-to-change';

export interface Scenario {
  given: string;
  when: string;
  then: string;
}

/** A minimal repository: path → content. `expect` is the verdict its criterion must give. */
export interface Example {
  /** What the example shows, in a few words. */
  title: string;
  files: Record<string, string>;
}

export interface Criterion {
  /** `<primitive>/<name>`, as the rubric has it. */
  id: string;
  title: string;
  /** What must be true, in one sentence. */
  statement: string;
  /** The primitive cannot be called present without it. */
  core: boolean;
  /** Share in the primitive's score, 1–5. */
  weight: number;
  consequence: Consequence;
  /** What goes wrong for the builder's users when it is missing; one or two sentences. */
  impact: string;
  /** What to do; one or two sentences, without this repository's names. */
  fix: string;
  /** Rough work: hours, a day, several days. */
  effort: 'hours' | 'day' | 'days';
  /**
   * Test that proves the fix. `{tool}`, `{loop}`, `{dispatch}`, `{store}`, `{gate}` and `{effect}` are replaced with
   * names from the map, or with a plain phrase where the map has none.
   */
  confirm: Scenario;
  /** Which facts the verdict rests on, in one sentence; printed by `explain`. */
  signals: string;
  judge: (context: JudgeContext) => Judgement;
  /** Examples its test runs through the whole pipeline: `pass` must be met; `fail` must be absent (or na). */
  pass: Example;
  fail: Example;
}

export interface Practice extends Omit<Criterion, 'core' | 'weight'> {
  kind: 'practice';
}

export interface Primitive {
  id: string;
  /** 1–12. */
  number: number;
  tier: Tier;
  title: string;
  question: string;
  /** The failure it prevents. */
  why: string;
  /** The pattern that any harness can follow. */
  pattern: string;
  /** How Claude Code does it, from the analyses of March 2026. */
  claudeCode: string;
  /** How it can look in a small system of your own. */
  yours: string;
  /** Primitives that should stand first. */
  requires: string[];
  appliesWhen: string;
  /** Decides applicability from the map; the reason is printed. */
  applies: (context: JudgeContext) => { applies: boolean; reason: string };
}

/** The catalogue, as the generated registry assembles it. */
export interface Catalogue {
  primitives: (Primitive & { criteria: Criterion[] })[];
  practices: Practice[];
}

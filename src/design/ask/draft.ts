// An interview in the making, on disk. The file is a brief at any time; what is answered only in part stands under one
// more key at its end, so that a crash in the middle of a tool costs nothing that was typed.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import type { BriefCapability, PartialBrief, Question } from '../../contracts.js';
import { HarnessError } from '../../errors.js';
import { checkAnswer, isRecord } from '../brief/answer.js';
import { readBrief, writeBrief } from '../brief/file.js';
import type { Proposal } from '../propose/proposal.js';
import { capabilities } from '../questions/capabilities.js';
import { questions } from '../questions.js';

export interface Draft {
  brief: PartialBrief;
  /** Present until the summary is confirmed. */
  unfinished?: Unfinished;
}

export interface Unfinished {
  /** The guesses from the description were shown. */
  guessed?: boolean;
  /** What a model said about this description; paid for once. */
  proposed?: Proposal;
  /** Id of an answered question that is being asked again. */
  again?: string;
  /** Tools or lines of the question that is being answered. */
  lines?: string[];
  tools?: BriefCapability[];
  /** Fields of the tool that is being described, and its place among the tools. */
  tool?: { at: number; fields: Partial<BriefCapability> };
}

const [TOOLS] = capabilities as [Question];
const MARK = '\nunfinished:\n';
const COMMENT = '# Not a part of the brief: where the interview stands. harness design --resume goes on from here.';

/** The text that `readDraft` gives the same draft for. */
export function writeDraft({ brief, unfinished }: Draft): string {
  const text = writeBrief(brief);
  return unfinished === undefined ? text : `${text}${COMMENT}${MARK}${indented(stringify(unfinished))}`;
}

/** A draft that `writeDraft` wrote, or a brief. `file` is named in errors. @throws HarnessError (exit code 2) */
export function readDraft(text: string, file: string): Draft {
  const at = text.indexOf(MARK);
  if (at === -1) return { brief: readBrief(text, file) };
  return {
    brief: readBrief(text.slice(0, at + 1), file),
    unfinished: unfinishedIn(text.slice(at + MARK.length), file),
  };
}

function unfinishedIn(text: string, file: string): Unfinished {
  try {
    const value: unknown = parse(text);
    if (isUnfinished(value)) return value;
  } catch {
    // Said below: somebody edited it, and where does not matter, as all of it can go.
  }
  throw new HarnessError(
    `${file}: what stands under 'unfinished' cannot be read`,
    "delete the file's part from there on",
    2,
  );
}

function isUnfinished(value: unknown): value is Unfinished {
  if (!isRecord(value)) return false;
  const { lines = [], tools = [], tool, proposed } = value;
  const described = Array.isArray(tools) && tools.every((t) => checkAnswer(TOOLS, [t]).length === 0);
  const begun = tool === undefined || (isRecord(tool) && typeof tool.at === 'number' && isRecord(tool.fields));
  return (
    described &&
    begun &&
    isProposal(proposed) &&
    Array.isArray(lines) &&
    lines.every((line) => typeof line === 'string')
  );
}

/** It was checked when it came; the file may have been edited since. */
function isProposal(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isRecord(value) || ![value.guesses, value.sharper, value.dropped].every(Array.isArray)) return false;
  const answers = [...(value.guesses as unknown[]), ...(value.sharper as unknown[])];
  return answers.every((one) => {
    const question = isRecord(one) ? questions.find(({ id }) => id === one.id) : undefined;
    return question !== undefined && isRecord(one) && checkAnswer(question, one.value).length === 0;
  });
}

/** Keeps a draft in this file. It is replaced as a whole: whoever reads it sees the answers before or after, never half. */
export function draftAt(path: string): { save(draft: Draft): void } {
  const beside = `${path}.tmp`;
  return {
    save: (draft) => {
      try {
        writeFileSync(beside, writeDraft(draft), { flush: true });
        renameSync(beside, path);
      } catch (error) {
        if (existsSync(beside)) rmSync(beside);
        const reason = error instanceof Error ? error.message : String(error);
        throw new HarnessError(`cannot keep the answers in ${path}`, reason, 2);
      }
    },
  };
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

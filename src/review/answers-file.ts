// Answers that someone wrote into a file. It is input like any other: its version, its tool and its commit must be those
// of this run, and every citation in it is looked up again in the files as they are now.
import type { ReviewAnswer, ReviewPacket } from '../contracts.js';
import { HarnessError } from '../errors.js';
import { readAnswer } from './answer.js';

/** Of the form of the answers; packets count their own. */
const VERSION = 1;

export interface FromFile {
  model: string;
  /** False when the packet that was answered is not the one this repository gives now. */
  sameFiles: boolean;
  answers: ReviewAnswer[];
  dropped: { criterion: string; why: string }[];
}

/** Reads answers to this packet. @throws HarnessError (exit code 2) when they belong to something else. */
export function readAnswers(text: string, name: string, packet: ReviewPacket): FromFile {
  const file = parse(text, name);
  refuseOthers(file, name, packet);
  const { model, answers } = file;
  if (typeof model !== 'string' || model === '') throw wrong(name, 'it does not say which model or person answered');
  if (!Array.isArray(answers)) throw wrong(name, 'it holds no list of answers');
  const asked = new Set(packet.questions.map((q) => q.criterion));
  const read: FromFile = {
    model: model.slice(0, 80),
    sameFiles: file.packet === packet.digest,
    answers: [],
    dropped: [],
  };
  const seen = new Set<string>();
  for (const value of answers as unknown[]) {
    const criterion = isRecord(value) && typeof value.criterion === 'string' ? value.criterion : '(none)';
    const answer = readAnswer(criterion, value);
    if (seen.has(criterion)) read.dropped.push({ criterion, why: 'it is answered twice' });
    else if (!asked.has(criterion)) read.dropped.push({ criterion, why: 'it is not asked about this repository' });
    else if ('flaw' in answer) read.dropped.push({ criterion, why: answer.flaw.replace('the reply', 'the answer') });
    else read.answers.push(answer);
    seen.add(criterion);
  }
  return read;
}

function refuseOthers(file: Record<string, unknown>, name: string, packet: ReviewPacket): void {
  if ('questions' in file) throw wrong(name, 'it is the packet, not answers to it');
  if (file.version !== VERSION) {
    throw wrong(name, `it has version ${String(file.version)}, this harness reads version ${VERSION}`);
  }
  const tool = isRecord(file.tool) ? file.tool : {};
  if (tool.version !== packet.tool.version) {
    throw wrong(name, `it answers ${packet.tool.name} ${String(tool.version)}, this is ${packet.tool.version}`);
  }
  const { commit } = packet.target;
  if (typeof file.commit === 'string' && commit !== undefined && file.commit !== commit) {
    throw wrong(name, `it is about commit ${file.commit.slice(0, 12)}, this is ${commit.slice(0, 12)}`);
  }
  if (typeof file.packet !== 'string') throw wrong(name, "it does not name the packet's digest");
}

function parse(text: string, name: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong(name, 'it is not valid JSON');
  }
  if (!isRecord(value)) throw wrong(name, 'it is not an object');
  return value;
}

function wrong(name: string, why: string): HarnessError {
  const hint =
    'write the packet anew with --review-packet and answer that; schemas/review-answers.schema.json has the form';
  return new HarnessError(`${name} cannot be used as answers: ${why}`, hint, 2);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

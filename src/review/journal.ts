// Every reply is written down the moment it is paid for. A review that is killed and started again replays what is here
// and asks only what is missing; the key is the packet, so a changed repository starts afresh.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { HarnessError } from '../errors.js';
import type { Reply } from './provider.js';

const VERSION = 1;

interface Line {
  version: typeof VERSION;
  packet: string;
  model: string;
  criterion: string;
  attempt: number;
  reply: Reply;
}

/** Replies by question and attempt, kept in an append-only file that only its owner can read. */
export class Journal {
  readonly #path: string;
  readonly #packet: string;
  readonly #model: string;
  readonly #replies = new Map<string, Reply>();

  /** Reads what an earlier run left. A line that a kill cut short is skipped: its reply is asked for again. */
  constructor(path: string, packet: string, model: string) {
    this.#path = path;
    this.#packet = packet;
    this.#model = model;
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    for (const line of text.split('\n')) this.#restore(line);
    if (text !== '' && !text.endsWith('\n')) this.#write('\n');
  }

  get(criterion: string, attempt: number): Reply | undefined {
    return this.#replies.get(key(criterion, attempt));
  }

  /** @throws HarnessError (exit code 2) when the file cannot be written. */
  add(criterion: string, attempt: number, reply: Reply): void {
    const line: Line = { version: VERSION, packet: this.#packet, model: this.#model, criterion, attempt, reply };
    this.#write(`${JSON.stringify(line)}\n`);
    this.#replies.set(key(criterion, attempt), reply);
  }

  #restore(text: string): void {
    const line = parse(text);
    if (line?.version !== VERSION || line.packet !== this.#packet || line.model !== this.#model) return;
    this.#replies.set(key(line.criterion, line.attempt), line.reply);
  }

  #write(text: string): void {
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      appendFileSync(this.#path, text, { mode: 0o600 });
    } catch {
      throw new HarnessError(
        `cannot write ${this.#path}`,
        'answers are kept there; name another file with --journal',
        2,
      );
    }
  }
}

function key(criterion: string, attempt: number): string {
  return `${criterion} ${attempt}`;
}

function parse(text: string): Line | undefined {
  try {
    return text.trim() === '' ? undefined : (JSON.parse(text) as Line);
  } catch {
    return undefined;
  }
}

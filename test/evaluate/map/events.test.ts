// An event is a value that leaves the loop towards a listener; each case is one small program.
import { describe, expect, it } from 'vitest';
import type { EventType } from '../../../src/contracts.js';
import { findEvents } from '../../../src/evaluate/map/events.js';
import { snippet } from '../../support/snippet.js';

async function eventsOf(path: string, text: string): Promise<EventType[]> {
  const { code, path: around } = await snippet(path, text);
  return findEvents(code, around);
}

const brief = (events: EventType[]): string[] =>
  events.map((e) => `${e.kind} ${e.name}: ${e.emitted.map((x) => `${x.line} ${x.variant}`).join(', ')}`);

describe('what is emitted', () => {
  it('ties object literals given to a callback to the union that declares them', async () => {
    const events = await eventsOf(
      'a.ts',
      `type RunEvent = { type: 'text'; text: string } | { type: 'ended'; reason: string };
export function run(tell: (e: RunEvent) => void) {
  tell({ type: 'text', text: '' });
  const last: RunEvent = { type: 'ended', reason: 'limit' };
  tell(last);
}`,
    );
    expect(brief(events)).toEqual(['union RunEvent: 3 text, 5 ended']);
    expect(events[0]?.emitted[1]?.keys).toContain('reason');
  });

  it('follows classes out of a Python generator, also when a variable is yielded', async () => {
    const events = await eventsOf(
      'a.py',
      `class ToolStarted:
    tool: str
class ToolFinished:
    tool: str
Event = ToolStarted | ToolFinished
def run(calls):
    for call in calls:
        yield ToolStarted(tool=call)
        done = ToolFinished(tool=call)
        yield done
`,
    );
    expect(brief(events)).toEqual(['union Event: 8 ToolStarted, 10 ToolFinished']);
  });

  it('knows Rust enums that are sent over a channel', async () => {
    const events = await eventsOf(
      'a.rs',
      `pub enum Update { Text(String), Done { reason: String } }
pub fn run(tx: Sender<Update>) {
    tx.send(Update::Text("a".into()));
    tx.send(Update::Done { reason: r });
}`,
    );
    expect(brief(events)).toEqual(['enum Update: 3 Text, 4 Done']);
  });

  it('knows Go constants of a type, in a struct that is sent as a statement or in a call', async () => {
    const events = await eventsOf(
      'a.go',
      `package a
type EventKind string
const (
	KindText EventKind = "text"
	KindDone EventKind = "done"
)
type Message struct { Kind EventKind }
func run(out chan Message) {
	out <- Message{Kind: KindText}
	broadcast(Message{Kind: KindDone})
}`,
    );
    expect(brief(events)).toEqual(['enum EventKind: 9 KindText, 10 KindDone']);
  });

  it('keeps names that only literals know apart', async () => {
    const events = await eventsOf(
      'a.js',
      `export function run(emitter) { emitter.emit('tool:start', { id: 1 }); emitter.emit('tool:end', { id: 1 }); }`,
    );
    expect(events.map((e) => [e.kind, e.variants])).toEqual([['untyped', ['tool:end', 'tool:start']]]);
  });

  it('counts handlers of an interface as a family', async () => {
    const events = await eventsOf(
      'a.ts',
      `interface Watcher { onText(t: string): void; onToolStart(n: string): void; onToolEnd(n: string): void }
export function run(watcher: Watcher) { watcher.onToolStart('bash'); watcher.onToolEnd('bash'); }`,
    );
    expect(brief(events)).toEqual(['callbacks Watcher: 2 onToolStart, 2 onToolEnd']);
  });
});

describe('what is not', () => {
  it('is put into a list of its own', async () => {
    const events = await eventsOf(
      'a.ts',
      `type RunEvent = { type: 'text'; text: string } | { type: 'end' };
export function run() { const found: RunEvent[] = []; found.push({ type: 'text', text: '' }); return found; }`,
    );
    expect(brief(events)).toEqual(['union RunEvent: ']);
  });

  it('is logged, or stands off the path of the loop', async () => {
    const events = await eventsOf(
      'a.ts',
      `type Kind = { type: 'a' } | { type: 'b' };
export function run() { logger.event({ type: 'a' }); logger.event({ type: 'b' }); }
export function other(emit: (k: Kind) => void) { emit({ type: 'a' }); emit({ type: 'b' }); }`,
    );
    expect(events).toEqual([]);
  });
});

describe('what the set is called does not matter', () => {
  it('reads the member out of the struct that carries it, handed on over a channel', async () => {
    const events = await eventsOf(
      'a.go',
      `package a
type What string
const (
	Words What = "words"
	Back What = "back"
	Landed What = "landed"
)
type Sighting struct {
	What What
	Text string
}
type Line struct{ ch chan Sighting }
func (l *Line) Call(v Sighting) { l.ch <- v }
func run(l *Line) {
	l.Call(Sighting{What: Words, Text: "a"})
	l.Call(Sighting{What: Landed})
}`,
    );
    expect(brief(events)).toEqual(['enum Sighting: 13 Sighting, 15 Words, 16 Landed']);
  });

  it('knows the map of names and payloads that an emitter is typed with', async () => {
    const events = await eventsOf(
      'a.ts',
      `interface Signals { text: [{ delta: string }]; usage: [{ input: number }]; idle: [] }
export function run(box: { emit(name: string, ...payload: unknown[]): void }) {
  box.emit('text', { delta: '' });
  box.emit('idle');
}`,
    );
    expect(brief(events)).toEqual(['union Signals: 3 text, 4 idle']);
  });

  it('looks into the function whose value is yielded', async () => {
    const events = await eventsOf(
      'a.ts',
      `type Sighting = { kind: 'text'; text: string } | { kind: 'landed'; why: string };
export async function* run(): AsyncGenerator<Sighting> {
  const land = (why: string): Sighting => ({ kind: 'landed', why });
  yield { kind: 'text', text: '' };
  yield land('finished');
}`,
    );
    expect(brief(events)).toEqual(['union Sighting: 4 text, 5 landed']);
  });

  it('takes what the code writes to a file for a record', async () => {
    const events = await eventsOf(
      'a.ts',
      `import { appendFileSync } from 'node:fs';
type Update = { kind: 'a'; n: number } | { kind: 'b'; n: number };
class Book { append(u: Update) { appendFileSync('a.jsonl', JSON.stringify(u)); } }
export function run(book: Book) {
  book.append({ kind: 'a', n: 1 });
  book.append({ kind: 'b', n: 1 });
}`,
    );
    expect(brief(events)).toEqual([]);
  });
});

describe('what the line itself shows', () => {
  it('a generator that hands on what another yields is marked as one of several', async () => {
    const [event] = await eventsOf(
      'a.py',
      `class ToolStarted:
    tool: str
class ToolFinished:
    tool: str
Event = ToolStarted | ToolFinished
def inner() -> Generator[ToolStarted | ToolFinished]:
    yield ToolStarted(tool="")
def run() -> Generator[ToolStarted | ToolFinished]:
    yield ToolFinished(tool="")
    for event in inner():
        yield event
`,
    );
    const sure = event?.emitted.filter((e) => e.guessed !== true).map((e) => e.line);
    expect(sure).toEqual([7, 9]);
    expect(event?.emitted.map((e) => e.line)).toContain(11);
  });

  it('a list that is handed over to be filled has no listener', async () => {
    const events = await eventsOf(
      'a.rs',
      `pub enum Update { Text(String), Done { reason: String } }
pub fn run(updates: &mut Vec<Update>) {
    updates.push(Update::Text("a".into()));
    updates.push(Update::Done { reason: r });
}`,
    );
    expect(events).toEqual([]);
  });

  it('a member written with its enum belongs to what that enum tells apart', async () => {
    const events = await eventsOf(
      'a.ts',
      `enum Wire { ERROR = 'error', RESULT = 'result' }
enum Widget { ERROR = 'ERROR', OPEN = 'OPEN' }
export function run(stream: Stream) {
  stream.emitEvent({ type: Wire.ERROR, message: '' });
  stream.emitEvent({ type: Wire.RESULT });
}`,
    );
    expect(brief(events)).toEqual(['enum Wire: 4 ERROR, 5 RESULT']);
  });
});

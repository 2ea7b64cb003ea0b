// Loops that are no statement: turns that events start, and what is none.
import { describe, expect, it } from 'vitest';
import { frameworks } from '../../../src/evaluate/frameworks/registry.js';
import { findLoops } from '../../../src/evaluate/map/loops.js';
import { findModelCalls } from '../../../src/evaluate/map/model-calls.js';
import { takeSurvey } from '../../../src/evaluate/map/survey.js';
import { snippet } from '../../support/snippet.js';

/** 'kind name' of the loops of one source, likeliest first. */
async function loopsOf(path: string, text: string): Promise<string[]> {
  const { code } = await snippet(path, text);
  const survey = takeSurvey(code, frameworks);
  return findLoops(survey, findModelCalls(survey), []).map((l) => `${l.kind} ${l.fn.replace(/^.*#|@\d+$/g, '')}`);
}

const PIPE = `
import asyncio, subprocess
from openai import AsyncOpenAI
client = AsyncOpenAI()
class Pipe:
    def __init__(self):
        self._ears = {}
        self._lane = asyncio.Queue()
    def attach(self, name, ear):
        self._ears[name] = ear
    def drop(self, item):
        self._lane.put_nowait(item)
    async def spin(self):
        while True:
            item = await self._lane.get()
            for ear in list(self._ears.values()):
                await ear(item)
class Brain:
    def __init__(self, pipe: Pipe):
        self.pipe = pipe
        pipe.attach("brain", self.hear)
    async def hear(self, item):
        if item.kind == "seen":
            await self.think(item)
    async def think(self, item):
        answer = await self.ask(item)
        self.pipe.drop(answer)
    async def ask(self, item):
        for attempt in range(4):
            try:
                return await client.chat.completions.create(model="m", messages=[item])
            except ConnectionError:
                await asyncio.sleep(2 ** attempt)
        raise RuntimeError("no answer")
class Hands:
    def __init__(self, pipe: Pipe):
        self.pipe = pipe
        pipe.attach("hands", self.grab)
    async def grab(self, item):
        if item.kind == "do":
            self.pipe.drop(subprocess.run(item.text, shell=True))
`;

describe('turns that events start', () => {
  it('in Python: the function that asks and puts the answer back, behind a queue and its listeners', async () => {
    expect(await loopsOf('a.py', PIPE)).toEqual(['events Brain.think']);
  });

  it('in Python: not where the answer goes nowhere, and a retry is no loop then either', async () => {
    const loops = await loopsOf('a.py', PIPE.replace('        self.pipe.drop(answer)\n', '        return answer\n'));
    expect(loops.filter((l) => l.startsWith('events'))).toEqual([]);
  });

  it('in TypeScript: an emitter that tells who asks what came of the answer', async () => {
    const text = `
import { EventEmitter } from 'node:events';
import { exec } from 'node:child_process';
import OpenAI from 'openai';
const client = new OpenAI();
const wire = new EventEmitter();
async function consider(note: string): Promise<void> {
  const answer = await client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: note }] });
  wire.emit('wanted', answer.choices[0].message.content);
}
function carry(what: string): void {
  exec(what, (_e, out) => tell(out));
}
function tell(out: string): void {
  wire.emit('happened', out);
}
wire.on('happened', consider);
wire.on('wanted', carry);
`;
    expect(await loopsOf('a.ts', text)).toEqual(['events consider']);
  });

  it('in TypeScript: a loop statement behind a listener stays the loop', async () => {
    const text = `
import { EventEmitter } from 'node:events';
import OpenAI from 'openai';
const client = new OpenAI();
const wire = new EventEmitter();
async function run(messages: string[]): Promise<void> {
  while (true) {
    const reply = await client.chat.completions.create({ model: 'm', messages });
    messages.push(reply.text);
    wire.emit('progress', reply);
    const call = reply.toolCall;
    if (call === undefined) return;
    messages.push(await executeTool(call));
  }
}
async function executeTool(call: string): Promise<string> { return call; }
wire.on('asked', run);
wire.emit('asked', []);
`;
    expect(await loopsOf('a.ts', text)).toEqual(['loop run']);
  });
});

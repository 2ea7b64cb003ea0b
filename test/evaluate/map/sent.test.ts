// Work that is handed over without a call: by the name of an event, or through a queue that an object keeps.
import { describe, expect, it } from 'vitest';
import { snippet } from '../../support/snippet.js';

/** Names of the functions that the function of this name reaches. */
async function reachedFrom(name: string, path: string, text: string): Promise<string[]> {
  const { code } = await snippet(path, text);
  const from = code.functions.filter((f) => f.fact.name === name);
  return [...code.reach(from).keys()].map((f) => f.fact.name).filter((n) => n !== name);
}

describe('the way of work', () => {
  it('leads from an event to those who listen to its name, not to those of another', async () => {
    const reached = await reachedFrom(
      'ask',
      'bus.ts',
      `import { EventEmitter } from 'node:events';
const bus = new EventEmitter();
function runTool(call: { name: string }): void { console.log(call.name); }
function redraw(): void { console.log('x'); }
bus.on('tool-call', runTool);
bus.on('frame', redraw);
export function ask(call: { name: string }): void { bus.emit('tool-call', call); }
`,
    );
    expect(reached).toEqual(['runTool']);
  });

  it('leads through a channel in Go to the worker that ranges over it', async () => {
    const reached = await reachedFrom(
      'Submit',
      'worker.go',
      `package worker

import "os/exec"

type Pool struct { jobs chan string; done chan string }

func (p *Pool) Submit(cmd string) { p.jobs <- cmd }

func (p *Pool) work() {
	for cmd := range p.jobs {
		p.carryOut(cmd)
	}
}

func (p *Pool) collect() {
	for out := range p.done {
		println(out)
	}
}

func (p *Pool) carryOut(cmd string) { _ = exec.Command("sh", "-c", cmd).Run(); p.done <- cmd }
`,
    );
    expect(reached).toEqual(['work', 'carryOut', 'collect']);
  });

  it('leads through a queue in Python; a question and its answer make no ring', async () => {
    const text = `import asyncio

class Runner:
    def __init__(self):
        self.queue = asyncio.Queue()

    async def submit(self, call):
        await self.queue.put(call)

    async def worker(self):
        while True:
            call = await self.queue.get()
            self.carry_out(call)

    def carry_out(self, call):
        print(call)

    async def ask(self, call):
        await self.replies_queue.put(call)

    async def answer(self):
        while True:
            call = await self.replies_queue.get()
            await self.ask(call)
`;
    expect(await reachedFrom('submit', 'runner.py', text)).toEqual(['worker', 'carry_out']);
    expect(await reachedFrom('ask', 'runner.py', text)).toEqual([]);
  });
});

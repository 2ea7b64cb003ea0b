// Which lines the judges of session persistence cite: the call in the run and the write it leads to, what is really put
// into the record, and the way back that belongs to the run.
import { describe, expect, it } from 'vitest';
import { agent, cli } from '../../src/primitives/kit/example.js';
import { STORE } from '../../src/primitives/kit/example-parts.js';
import { cited } from '../support/cited.js';

const KEEPER = `
  import { appendFileSync, writeFileSync } from 'node:fs';

  export class SessionKeeper {
    entries: unknown[] = [];

    add(entry: unknown): void {
      this.entries.push(entry);
      this.persist(entry);
    }

    private persist(entry: unknown): void {
      appendFileSync('session.jsonl', JSON.stringify(entry) + '\\n');
    }

    rewrite(): void {
      writeFileSync('session.jsonl', this.entries.map((e) => JSON.stringify(e)).join('\\n'));
    }
  }
`;

describe('session-persistence/incremental', () => {
  it('cites the call in the turn and the write, not the rewrite of the file', async () => {
    const { verdict, places } = await cited('session-persistence/incremental', {
      'src/session-keeper.ts': KEEPER,
      'src/agent.ts': agent({
        imports: "import { SessionKeeper } from './session-keeper.js';",
        begin: 'const keeper = new SessionKeeper();\nkeeper.rewrite();',
        endTurn: 'keeper.add(messages.at(-1));',
      }),
    });
    expect(verdict).toBe('met');
    expect(places).toEqual([
      'src/agent.ts: keeper.add(messages.at(-1));',
      "src/session-keeper.ts: appendFileSync('session.jsonl', JSON.stringify(entry) + '\\n');",
    ]);
  });

  it('takes a call that runs in every turn before one of the first turn', async () => {
    const { places } = await cited('session-persistence/incremental', {
      'src/store.ts': STORE,
      'src/agent.ts': agent({
        imports: "import { save } from './store.js';",
        begin: 'let turn = 0;',
        turn: 'if (turn === 0) {\n  save(messages);\n}\nturn += 1;',
        endTurn: 'save(messages.slice());',
      }),
    });
    expect(places[0]).toBe('src/agent.ts: save(messages.slice());');
  });

  it('follows a listener that hears each turn and may start another', async () => {
    const { verdict, places } = await cited('session-persistence/incremental', {
      'src/session-keeper.ts': KEEPER,
      'src/bus.ts': `
        export type Heard = { type: string; message: unknown };
        export class EventBus {
          listeners: ((event: Heard) => void)[] = [];
          subscribe(listener: (event: Heard) => void): void {
            this.listeners.push(listener);
          }
          emit(event: Heard): void {
            for (const listener of this.listeners) listener(event);
          }
        }
        export const eventBus = new EventBus();
      `,
      'src/cli.ts': `
        #!/usr/bin/env node
        import { run } from './agent.js';
        import { eventBus, type Heard } from './bus.js';
        import { SessionKeeper } from './session-keeper.js';

        class Program {
          private keeper = new SessionKeeper();
          constructor() {
            this.keeper.rewrite();
            eventBus.subscribe(this.hear);
          }
          private hear = async (event: Heard): Promise<void> => {
            this.keeper.add(event.message);
            if (event.type === 'failed') await this.start('Try again.');
          };
          async start(prompt: string): Promise<void> {
            console.log(await run(prompt));
          }
        }

        await new Program().start(process.argv.slice(2).join(' '));
      `,
      'src/agent.ts': agent({
        imports: "import { eventBus } from './bus.js';",
        endTurn: "eventBus.emit({ type: 'message', message: messages.at(-1) });",
      }),
    });
    expect(verdict).toBe('met');
    expect(places.at(-1)).toContain('appendFileSync');
  });
});

describe('session-persistence/full-state', () => {
  it('does not count what hangs on the object of which one field is written', async () => {
    const { verdict } = await cited('session-persistence/full-state', {
      'src/mode.ts': 'export interface Mode {\n  name: string;\n  model: string;\n  tools: string[];\n}\n',
      'src/session.ts': `
        import { writeFileSync } from 'node:fs';
        import type { Mode } from './mode.js';

        export interface Engine {
          id: string;
          mode: Mode;
          messages: unknown[];
        }

        export function saveSession(engine: Engine): void {
          const frozen = { id: engine.id, mode: engine.mode.name, messages: engine.messages };
          writeFileSync('session.json', JSON.stringify(frozen));
        }
      `,
      'src/agent.ts': agent({
        imports: "import { saveSession } from './session.js';",
        endTurn: "saveSession({ id: '1', mode: { name: 'plan', model: 'm', tools: [] }, messages });",
      }),
    });
    expect(verdict).toBe('absent');
  });

  it('counts fields that are put on the record after it was made, and cites the line', async () => {
    const { verdict, places } = await cited('session-persistence/full-state', {
      'src/session.ts': `
        import { appendFileSync } from 'node:fs';

        export function saveMessage(message: unknown, usage: unknown, model: string): void {
          const record: Record<string, unknown> = { role: 'assistant', message };
          record.usage = usage;
          record.model = model;
          appendFileSync('session.jsonl', JSON.stringify(record) + '\\n');
        }
      `,
      'src/agent.ts': agent({
        imports: "import { saveMessage } from './session.js';",
        endTurn: "saveMessage(messages.at(-1), reply.usage, 'claude');",
      }),
    });
    expect(verdict).toBe('met');
    expect(places).toEqual(['src/session.ts: record.usage = usage;', 'src/session.ts: record.model = model;']);
  });
});

describe('session-persistence/tolerant-load', () => {
  it('cites the call that migrates, not a version that the name of a function speaks of', async () => {
    const { places, notes } = await cited('session-persistence/tolerant-load', {
      'src/store.ts': `
        import { readFileSync, writeFileSync } from 'node:fs';
        import type Anthropic from '@anthropic-ai/sdk';

        export function save(messages: Anthropic.MessageParam[]): void {
          writeFileSync('session.json', JSON.stringify(messages));
        }

        export function load(): Anthropic.MessageParam[] {
          const messages = JSON.parse(readFileSync('session.json', 'utf8')) as Anthropic.MessageParam[];
          if (migrateToCurrentVersion(messages)) save(messages);
          return messages;
        }

        function migrateToCurrentVersion(messages: Anthropic.MessageParam[]): boolean {
          return messages.length === 0;
        }
      `,
      'src/cli.ts': cli({ imports: "import { load } from './store.js';", args: ', load()' }),
      'src/agent.ts': agent({
        imports: "import { save } from './store.js';",
        params: ', earlier: Anthropic.MessageParam[] = []',
        history: '...earlier, ',
        endTurn: 'save(messages);',
      }),
    });
    expect(places).toEqual(['src/store.ts: if (migrateToCurrentVersion(messages)) save(messages);']);
    expect(notes).toEqual(['load brings older state up to date']);
  });
});

// Permission is often a service: a question goes out, and the function waits for whoever answers it.
import { describe, expect, it } from 'vitest';
import { frameworks } from '../../../src/evaluate/frameworks/registry.js';
import { findAskers } from '../../../src/evaluate/map/gates/questions.js';
import { takeSurvey } from '../../../src/evaluate/map/survey.js';
import { snippet } from '../../support/snippet.js';

async function askers(path: string, text: string): Promise<string[]> {
  const { code } = await snippet(path, text);
  return [...findAskers(takeSurvey(code, frameworks))].map((f) => f.fact.name).sort();
}

describe('a question that is answered elsewhere', () => {
  it('waits on a channel in Go; a queue of work asks nothing', async () => {
    const found = await askers(
      'permission/service.go',
      `package permission

type service struct { pending map[string]chan bool; subs chan string }

func (s *service) Request(tool string) bool {
	answer := make(chan bool, 1)
	s.pending[tool] = answer
	s.subs <- tool
	return <-answer
}

func (s *service) Tokens() chan string { return make(chan string) }
`,
    );
    expect(found).toEqual(['Request']);
  });

  it('waits on a oneshot in Rust', async () => {
    const found = await askers(
      'session.rs',
      `impl Session {
    pub async fn request_command_approval(&self, id: String) -> Decision {
        let (tx, rx) = oneshot::channel();
        self.pending.lock().await.insert(id, tx);
        self.send_event(Event::ApprovalRequest).await;
        rx.await.unwrap_or_default()
    }
    pub async fn fetch(&self) -> String {
        let (tx, rx) = oneshot::channel();
        self.jobs.send(tx).await;
        rx.await.unwrap()
    }
}
`,
    );
    expect(found).toEqual(['request_command_approval']);
  });

  it('is a promise or a future that others settle', async () => {
    const ts = await askers(
      'permission.ts',
      `const pending = new Map<string, (ok: boolean) => void>();
export function ask(id: string): Promise<boolean> {
  return new Promise((resolve) => { pending.set(id, resolve); publish('asked', id); });
}
declare function publish(name: string, id: string): void;
`,
    );
    expect(ts).toEqual(['ask']);
    const py = await askers(
      'approvals.py',
      `import asyncio

class Approvals:
    async def request(self, call):
        future = asyncio.get_running_loop().create_future()
        self.pending[call.id] = future
        await self.emit(call)
        return await future
`,
    );
    expect(py).toEqual(['request']);
  });
});

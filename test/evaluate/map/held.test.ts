// Functions kept in fields: what a constructor, a setter or a list was given is what a call of the field runs.
import { describe, expect, it } from 'vitest';
import { snippet } from '../../support/snippet.js';

/** 'callee -> functions it may run', for calls of the function named `step`. */
async function stepsOf(path: string, text: string): Promise<string[]> {
  const { code } = await snippet(path, text);
  const step = code.functions.find((f) => /^step$/i.test(f.fact.name));
  return (step?.calls ?? []).flatMap((c) => {
    const to = [...c.targets.map((t) => t.fact.name), ...(c.module === undefined ? [] : [`${c.module}.${c.imported}`])];
    return to.length === 0 ? [] : [`${c.fact.callee} -> ${to.sort().join(' ')}`];
  });
}

describe('a call of a field runs what was put there', () => {
  it('in TypeScript: constructor, parameter property, option, map, list and table', async () => {
    const steps = await stepsOf(
      'a.ts',
      `import { exec } from 'node:child_process';
type Fn = (c: string) => void;
const shell: Fn = (c) => { exec(c); };
function confirm(c: string): void { exec(c); }
class Runner {
  private perform: Fn;
  private handlers = new Map<string, Fn>();
  private listeners: Fn[] = [];
  private table = { a: shell, b: confirm };
  constructor(handler: Fn, private ask: Fn) { this.perform = handler; }
  register(name: string, fn: Fn) { this.handlers.set(name, fn); }
  onCall(fn: Fn) { this.listeners.push(fn); }
  step(name: 'a', c: string) {
    const h = this.handlers.get(name);
    h?.(c);
    for (const l of this.listeners) l(c);
    this.table[name](c);
    this.perform(c);
    this.ask(c);
  }
}
const r = new Runner(shell, confirm);
r.register('x', shell);
r.onCall(confirm);
`,
    );
    expect(steps).toEqual([
      'h -> shell',
      'l -> confirm',
      'this.table[] -> confirm shell',
      'this.perform -> shell',
      'this.ask -> confirm',
    ]);
  });

  it('in Python: subscribers, a renamed import and a partial', async () => {
    const steps = await stepsOf(
      'a.py',
      `from functools import partial
from litellm import completion as ask_model

class Bus:
    def __init__(self):
        self._subs = {}
        self._ask = ask_model
        self._later = partial(ask_model, model="m")

    def subscribe(self, key, callback):
        self._subs.setdefault(key, {})[key] = callback

    def step(self, event):
        for callback in self._subs[event.key].values():
            callback(event)
        self._later(event)
        return self._ask(event)

def on_event(event):
    print(event)

def other(event):
    print(event)

bus = Bus()
bus.subscribe("a", on_event)
bus.subscribe("b", other)
`,
    );
    expect(steps).toEqual([
      'callback -> on_event other',
      'self._later -> litellm.completion',
      'self._ask -> litellm.completion',
    ]);
  });

  it('in Rust: boxed functions in a struct, an option and a list; Box::new is nobody else’s new', async () => {
    const steps = await stepsOf(
      'a.rs',
      `type Handler = Box<dyn Fn(&str) -> String>;
pub struct Runner { on_call: Handler, confirm: Option<Box<dyn Fn(&str) -> bool>>, tools: Vec<(String, Handler)> }
fn run_shell(c: &str) -> String { c.to_uppercase() }
fn ask(c: &str) -> bool { c.is_ascii() }
impl Runner {
    pub fn new(handler: Handler) -> Self { Self { on_call: handler, confirm: None, tools: Vec::new() } }
    pub fn with_confirm(mut self, f: Box<dyn Fn(&str) -> bool>) -> Self { self.confirm = Some(f); self }
    pub fn register(&mut self, name: &str, h: Handler) { self.tools.push((name.to_string(), h)); }
    pub fn step(&self, c: &str) -> String {
        if let Some(confirm) = &self.confirm { if !confirm(c) { return "no".into(); } }
        for (name, h) in &self.tools { h(c); }
        (self.on_call)(c)
    }
}
fn main() {
    let mut r = Runner::new(Box::new(run_shell)).with_confirm(Box::new(ask));
    r.register("x", Box::new(|c| run_shell(c)));
}
`,
    );
    expect(steps).toEqual(['confirm -> ask', 'h -> <closure>', 'self.on_call -> run_shell']);
  });

  it('in Go: a field set by the constructor and a map of handlers', async () => {
    const steps = await stepsOf(
      'a.go',
      `package main

type Handler func(c string) string

type Runner struct {
	perform  func(c string) string
	handlers map[string]Handler
}

func New(h Handler) *Runner {
	r := &Runner{handlers: map[string]Handler{}}
	r.perform = h
	return r
}

func (r *Runner) Register(name string, fn Handler) { r.handlers[name] = fn }

func (r *Runner) step(name, c string) string {
	h, ok := r.handlers[name]
	if !ok {
		return ""
	}
	h(c)
	return r.perform(c)
}

func shell(c string) string { return c }
func fetch(c string) string { return c }

func main() {
	r := New(shell)
	r.Register("x", fetch)
}
`,
    );
    expect(steps).toEqual(['h -> fetch', 'r.perform -> shell']);
  });
});

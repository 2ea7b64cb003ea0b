// A tool is whatever is handed to the model as one, in any language and under any name; each case is one small agent.
import { describe, expect, it } from 'vitest';
import type { HarnessMap } from '../../../src/contracts.js';
import { evaluateFiles } from '../../support/evaluate-files.js';

async function mapOf(files: Record<string, string>): Promise<HarnessMap> {
  return (await evaluateFiles(files)).harness.map;
}

/** 'name: effects', sorted by name. */
const tools = (map: HarnessMap): string[] =>
  map.tools.map((t) => `${t.name}: ${t.effects.map((e) => e.class).join(' ')}`.trim()).sort();
const dispatches = (map: HarnessMap): string[] => map.dispatches.map((d) => d.fn.replace(/^.*#|@\d+$/g, ''));

const PYTHON_LOOP = `
def run(client, messages):
    while True:
        reply = client.messages.create(model="m", max_tokens=9, messages=messages, tools=[d.card() for d in DEEDS.values()])
        calls = [b for b in reply.content if b.type == "tool_use"]
        if not calls:
            return reply
        for call in calls:
            messages.append({"role": "user", "content": carry_out(call)})
`;

describe('tools of a type that the code names itself', () => {
  it('are classes below a base that describes itself to the model', async () => {
    const map = await mapOf({
      'package.json': '{ "name": "deeds", "type": "module", "bin": "src/main.ts", "dependencies": { "openai": "6" } }',
      'src/deed.ts': `export abstract class Deed {
  abstract readonly title: string;
  abstract readonly blurb: string;
  abstract readonly form: object;
  abstract begin(input: Record<string, string>): Promise<string>;
  preview(input: Record<string, string>): string { return JSON.stringify(input); }
  card(): object { return { name: this.title, description: this.blurb, parameters: this.form }; }
}
`,
      'src/deeds.ts': `import { exec } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { Deed } from './deed.js';
export class Scribble extends Deed {
  readonly title = 'scribble';
  readonly blurb = 'Write a note';
  readonly form = {};
  async begin(input: Record<string, string>): Promise<string> { await writeFile(input.path ?? '', input.text ?? ''); return 'done'; }
}
export class Order extends Deed {
  readonly title = 'order';
  readonly blurb = 'Run a line';
  readonly form = {};
  async begin(input: Record<string, string>): Promise<string> { exec(input.line ?? ''); return 'done'; }
}
export const deeds = new Map<string, Deed>([new Scribble(), new Order()].map((d) => [d.title, d]));
`,
      'src/main.ts': `import OpenAI from 'openai';
import { deeds } from './deeds.js';
const client = new OpenAI();
async function carryOut(name: string, input: Record<string, string>): Promise<string> {
  const deed = deeds.get(name);
  if (deed === undefined) return 'no such deed';
  return await deed.begin(input);
}
export async function run(messages: object[]): Promise<void> {
  while (true) {
    const reply = await client.chat.completions.create({ model: 'm', messages, tools: [...deeds.values()].map((d) => d.card()) });
    const calls = reply.choices[0]?.message.tool_calls ?? [];
    if (calls.length === 0) return;
    for (const call of calls) messages.push({ role: 'tool', content: await carryOut(call.function.name, JSON.parse(call.function.arguments)) });
  }
}
await run([]);
`,
    });
    expect(tools(map)).toEqual(['order: shell', 'scribble: write']);
    expect(dispatches(map)).toEqual(['carryOut']);
  });

  it('are functions that a decorator turns into one; a user command is none', async () => {
    const map = await mapOf({
      'main.py': `import subprocess
import anthropic
from dataclasses import dataclass
from typing import Callable

@dataclass
class Deed:
    title: str
    blurb: str
    form: dict
    act: Callable

    def card(self):
        return {"name": self.title, "description": self.blurb, "input_schema": self.form}

DEEDS = {}
SLASHES = {}

def deed(fn):
    DEEDS[fn.__name__] = Deed(title=fn.__name__, blurb=fn.__doc__, form={}, act=fn)
    return fn

def slash(fn):
    SLASHES["/" + fn.__name__] = fn
    return fn

@deed
def order(line):
    """Run a line."""
    return subprocess.run(line, shell=True, capture_output=True).stdout

@slash
def clear():
    subprocess.run("clear", shell=True)

def carry_out(call):
    found = DEEDS.get(call.name)
    return found.act(**call.input)
${PYTHON_LOOP}
run(anthropic.Anthropic(), [])
`,
    });
    expect(tools(map)).toEqual(['order: shell']);
    expect(dispatches(map)).toContain('carry_out');
  });

  it('are values made by position', async () => {
    const map = await mapOf({
      'main.py': `import os
import anthropic

class Deed:
    def __init__(self, title, form, act):
        self.title = title
        self.form = form
        self.act = act

    def card(self):
        return {"name": self.title, "description": self.form.__doc__, "input_schema": self.form.schema()}

def drop(path):
    os.remove(path)

DEEDS = {d.title: d for d in [Deed("drop", DropForm, drop)]}

def carry_out(call):
    found = DEEDS[call.name]
    return found.act(**call.input)
${PYTHON_LOOP}
run(anthropic.Anthropic(), [])
`,
    });
    expect(tools(map)).toEqual(['drop: delete']);
  });

  it('are implementers of a trait, and variants of an enum', async () => {
    const loop = (describe: string, act: string): string => `
pub fn run(base: &str, mut messages: Vec<serde_json::Value>) {
    loop {
        let body = json!({ "model": "m", "messages": messages, "tools": ${describe} });
        let reply: serde_json::Value = reqwest::blocking::Client::new().post(base).json(&body).send().unwrap().json().unwrap();
        let calls = reply["calls"].as_array().cloned().unwrap_or_default();
        if calls.is_empty() { return; }
        for call in calls { messages.push(json!({ "role": "tool", "content": ${act} })); }
    }
}
fn main() { run("", vec![]); }
`;
    const manifest =
      '[package]\nname = "deeds"\nversion = "0.1.0"\n\n[dependencies]\nreqwest = "0.12"\nserde_json = "1"\n';
    const byTrait = await mapOf({
      'Cargo.toml': manifest,
      'src/main.rs': `use serde_json::json;
pub trait Deed {
    fn title(&self) -> &str;
    fn blurb(&self) -> &str;
    fn form(&self) -> serde_json::Value;
    fn begin(&self, input: &serde_json::Value) -> String;
}
pub struct Order;
impl Deed for Order {
    fn title(&self) -> &str { "order" }
    fn blurb(&self) -> &str { "Run a line" }
    fn form(&self) -> serde_json::Value { json!({}) }
    fn begin(&self, input: &serde_json::Value) -> String {
        std::process::Command::new("sh").arg("-c").arg(input["line"].as_str().unwrap()).status().unwrap().to_string()
    }
}
fn cards(deeds: &[Box<dyn Deed>]) -> Vec<serde_json::Value> {
    deeds.iter().map(|d| json!({ "name": d.title(), "description": d.blurb(), "parameters": d.form() })).collect()
}
fn deeds() -> Vec<Box<dyn Deed>> { vec![Box::new(Order)] }
fn carry_out(call: &serde_json::Value) -> String {
    let all = deeds();
    let deed = all.iter().find(|d| d.title() == call["name"]).unwrap();
    deed.begin(&call["input"])
}
${loop('cards(&deeds())', 'carry_out(&call)')}`,
    });
    const byEnum = await mapOf({
      'Cargo.toml': manifest,
      'src/main.rs': `use serde_json::json;
pub enum Deed { Look, Order }
impl Deed {
    pub fn title(&self) -> &'static str { match self { Deed::Look => "look", Deed::Order => "order" } }
    pub fn blurb(&self) -> &'static str { match self { Deed::Look => "Read", Deed::Order => "Run" } }
    pub fn card(&self) -> serde_json::Value { json!({ "name": self.title(), "description": self.blurb(), "parameters": self.form() }) }
    fn form(&self) -> serde_json::Value { json!({}) }
}
pub enum Call { Look { path: String }, Order { line: String } }
fn carry_out(call: Call) -> String {
    match call {
        Call::Look { path } => std::fs::read_to_string(path).unwrap(),
        Call::Order { line } => std::process::Command::new("sh").arg("-c").arg(line).status().unwrap().to_string(),
    }
}
fn parse(call: serde_json::Value) -> Call { Call::Look { path: call.to_string() } }
${loop('[Deed::Look.card(), Deed::Order.card()]', 'carry_out(parse(call))')}`,
    });
    expect(tools(byTrait)).toEqual(['order: shell']);
    expect(dispatches(byTrait)).toEqual(['carry_out']);
    expect(tools(byEnum)).toEqual(['look: read', 'order: shell']);
    expect(dispatches(byEnum)).toEqual(['carry_out']);
  });

  it('are functions in a table beside their descriptions', async () => {
    const map = await mapOf({
      'go.mod': 'module example.org/deeds\n\ngo 1.23\n',
      'main.go': `package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
)

type Card struct {
	Name, Description string
	InputSchema       json.RawMessage
}

var cards = []Card{
	{Name: "look", Description: "Read a file", InputSchema: nil},
	{Name: "order", Description: "Run a line", InputSchema: nil},
}

var deeds = map[string]func(string) string{"look": look, "order": order}

func look(path string) string { text, _ := os.ReadFile(path); return string(text) }
func order(line string) string { out, _ := exec.Command("sh", "-c", line).Output(); return string(out) }

func carryOut(name, input string) string {
	deed, ok := deeds[name]
	if !ok {
		return "no such deed"
	}
	return deed(input)
}

type Request struct {
	Model    string
	Messages []string
	Tools    []Card
}

func run(base string, messages []string) {
	for {
		body, _ := json.Marshal(Request{Model: "m", Messages: messages, Tools: cards})
		reply, err := http.Post(base, "application/json", bytes.NewReader(body))
		if err != nil {
			return
		}
		var call struct{ Name, Input string }
		json.NewDecoder(reply.Body).Decode(&call)
		if call.Name == "" {
			return
		}
		messages = append(messages, carryOut(call.Name, call.Input))
	}
}

func main() { run("", nil) }
`,
    });
    expect(tools(map)).toEqual(['look: read', 'order: shell']);
    expect(dispatches(map)).toEqual(['carryOut']);
  });
});

describe('where nothing declares tools', () => {
  const agent = (ask: string): Record<string, string> => ({
    'main.py': `import json
import subprocess
from pathlib import Path
import litellm

def perform(act):
    match act:
        case {"act": "look", "path": str(path)}:
            return Path(path).read_text()
        case {"act": "order", "line": str(line)}:
            return subprocess.run(line, shell=True, capture_output=True, text=True).stdout
    return "no such act"

def settings(argv):
    if argv[0] == "init":
        Path("settings.json").write_text("{}")
    elif argv[0] == "wipe":
        subprocess.run("rm settings.json", shell=True)

def run(talk):
    while True:
        settings(["init"])
        reply = ${ask}
        act = json.loads(reply)
        if act["act"] == "done":
            return
        talk.append({"role": "user", "content": perform(act)})

run([])
`,
  });

  it('a switch on what the model answered names the actions; one before the question does not', async () => {
    const map = await mapOf(agent('litellm.completion(model="m", messages=talk).choices[0].message.content'));
    expect(tools(map)).toEqual(['look: read', 'order: shell']);
    expect(dispatches(map)).toEqual(['perform']);
  });

  it('no model, no tools', async () => {
    const map = await mapOf(agent('input()'));
    expect(tools(map)).toEqual([]);
    expect(map.found).toBe(false);
  });
});

describe("an SDK's own maker in a hosted app", () => {
  const app = {
    'package.json':
      '{ "name": "desk", "type": "module", "dependencies": { "next": "16", "ai": "6", "zod": "4" }, "scripts": { "seed": "tsx scripts/seed.ts" } }',
    'scripts/seed.ts': 'console.log("seeded");\n',
    'app/api/chat/route.ts': `import { stepCountIs, streamText, tool } from 'ai';
import { appendFile } from 'node:fs/promises';
import { tools } from '../../../lib/tools';
export async function POST(request: Request): Promise<Response> {
  const { messages } = await request.json();
  const result = streamText({
    model: 'm', messages, tools: tools(), stopWhen: stepCountIs(5),
    onFinish: async ({ response }) => { await keep(response.messages); },
  });
  return result.toUIMessageStreamResponse();
}
async function keep(messages: unknown[]): Promise<void> { await appendFile('chat.jsonl', JSON.stringify(messages)); }
`,
    'lib/tools.ts': `import { tool } from 'ai';
import { exec } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
const order = () => tool({ description: 'Run a line', inputSchema: z.object({ line: z.string() }), execute: async ({ line }) => { exec(line); } });
export function tools() {
  return {
    look: tool({ description: 'Read a file', inputSchema: z.object({ path: z.string() }), execute: async ({ path }) => readFile(path, 'utf8') }),
    order: order(),
  };
}
`,
  };

  it('names a tool by its key or by the function that hands it back', async () => {
    expect(tools(await mapOf(app))).toEqual(['look: read', 'order: shell']);
  });

  it('starts at the files the framework runs, and follows what is called when the stream ends', async () => {
    const map = await mapOf(app);
    expect(map.loops.map((l) => l.fn)).toEqual([expect.stringContaining('route.ts#POST')]);
    expect(map.stores.filter((s) => s.op === 'append').map((s) => s.duringRun)).toEqual([true]);
  });

  it('lets the framework dispatch the tools it was given, check their input, and send its own events', async () => {
    const report = await evaluateFiles(app);
    const { map } = report.harness;
    expect(map.dispatches.map((d) => d.how)).toEqual(['framework']);
    expect(map.tools.map((t) => `${t.name} ${t.gated}`).sort()).toEqual(['look not-needed', 'order never']);
    expect(map.events.map((e) => e.name)).toEqual(['UIMessageChunk']);
    const verdicts = new Map(report.criteria.map((c) => [c.id, c.verdict]));
    expect(verdicts.get('tool-registry/validated-input')).toBe('met');
    expect(verdicts.get('streaming-events/typed')).toBe('met');
    expect(verdicts.get('streaming-events/tool-lifecycle')).toBe('met');
  });
});

// What the model is told of and what runs it are often put together elsewhere: in a registry, by a maker, by a name.
import { describe, expect, it } from 'vitest';
import type { HarnessMap } from '../../../src/contracts.js';
import { evaluateFiles } from '../../support/evaluate-files.js';

async function mapOf(files: Record<string, string>): Promise<HarnessMap> {
  return (await evaluateFiles(files)).harness.map;
}

const tools = (map: HarnessMap): string[] =>
  map.tools.map((t) => `${t.name}: ${t.effects.map((e) => e.class).join(' ')}`.trim()).sort();
const dispatches = (map: HarnessMap): string[] => map.dispatches.map((d) => d.fn.replace(/^.*#|@\d+$/g, ''));

describe('tools and what runs them', () => {
  it('are made by a maker of the code, from an object or from a function that gives one', async () => {
    const map = await mapOf({
      'package.json':
        '{ "name": "m", "type": "module", "bin": "main.ts", "dependencies": { "openai": "6", "zod": "4" } }',
      'tool.ts': `export interface Spec { description: string; parameters: object; execute(args: Record<string, string>): Promise<string> }
export namespace Tool {
  export function define(id: string, init: Spec | (() => Promise<Spec>)) {
    return { id, init: async () => (init instanceof Function ? await init() : init) };
  }
}
`,
      'tools.ts': `import { exec } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { Tool } from './tool.js';
export const Shell = Tool.define('shell', async () => {
  return {
    description: 'Run a command',
    parameters: z.object({ command: z.string() }),
    async execute(args) { exec(args.command); return 'done'; },
  };
});
export const Write = Tool.define('write', {
  description: 'Write a file',
  parameters: z.object({ path: z.string() }),
  async execute(args) { await writeFile(args.path, args.text); return 'done'; },
});
`,
      'main.ts': `import OpenAI from 'openai';
import { Shell, Write } from './tools.js';
const client = new OpenAI();
const all = await Promise.all([Shell, Write].map(async (t) => ({ id: t.id, ...(await t.init()) })));
async function carryOut(name: string, args: Record<string, string>) {
  const item = all.find((t) => t.id === name);
  return item === undefined ? 'unknown' : await item.execute(args);
}
export async function run(messages: object[]) {
  while (true) {
    const reply = await client.chat.completions.create({ model: 'm', messages, tools: all.map((t) => ({ type: 'function', function: { name: t.id } })) });
    const calls = reply.choices[0]?.message.tool_calls ?? [];
    if (calls.length === 0) return;
    for (const call of calls) messages.push({ role: 'tool', content: await carryOut(call.function.name, JSON.parse(call.function.arguments)) });
  }
}
await run([]);
`,
    });
    expect(tools(map)).toEqual(['shell: shell', 'write: write']);
    expect(dispatches(map)).toEqual(['carryOut']);
  });

  it('are registered as handlers under the names of their specifications', async () => {
    const map = await mapOf({
      'Cargo.toml': '[package]\nname = "m"\nversion = "0.1.0"\n\n[dependencies]\nreqwest = "0.12"\n',
      'src/main.rs': `mod tools;
use serde_json::json;
#[tokio::main]
async fn main() { run(vec![json!({ "role": "user", "content": "hi" })]).await.unwrap(); }
async fn run(mut messages: Vec<serde_json::Value>) -> anyhow::Result<()> {
    let registry = tools::build();
    loop {
        let body = json!({ "model": "m", "messages": messages, "tools": tools::specs(), "stream": false });
        let reply: serde_json::Value = reqwest::Client::new().post("https://api.openai.com/v1/chat/completions").json(&body).send().await?.json().await?;
        let calls = reply["tool_calls"].as_array().cloned().unwrap_or_default();
        if calls.is_empty() { return Ok(()); }
        for call in calls {
            let output = registry.dispatch(call["name"].as_str().unwrap_or(""), call["arguments"].clone()).await?;
            messages.push(json!({ "role": "tool", "content": output }));
        }
    }
}
`,
      'src/tools.rs': `use std::collections::HashMap;
use std::sync::Arc;
use async_trait::async_trait;
pub struct ToolSpec { pub name: String, pub description: String, pub parameters: serde_json::Value }
#[async_trait]
pub trait Handler: Send + Sync {
    async fn handle(&self, args: serde_json::Value) -> anyhow::Result<String>;
}
pub struct ShellHandler;
#[async_trait]
impl Handler for ShellHandler {
    async fn handle(&self, args: serde_json::Value) -> anyhow::Result<String> {
        let out = tokio::process::Command::new("sh").arg("-c").arg(args.to_string()).output().await?;
        Ok(String::from_utf8(out.stdout)?)
    }
}
pub struct PatchHandler;
#[async_trait]
impl Handler for PatchHandler {
    async fn handle(&self, args: serde_json::Value) -> anyhow::Result<String> {
        tokio::fs::write("x", args.to_string()).await?;
        Ok("ok".into())
    }
}
pub struct Registry { handlers: HashMap<String, Arc<dyn Handler>> }
impl Registry {
    pub fn register_handler(&mut self, name: &str, handler: Arc<dyn Handler>) { self.handlers.insert(name.into(), handler); }
    pub async fn dispatch(&self, name: &str, args: serde_json::Value) -> anyhow::Result<String> {
        match self.handlers.get(name) {
            Some(handler) => handler.handle(args).await,
            None => Err(anyhow::anyhow!("unknown tool")),
        }
    }
}
pub fn specs() -> Vec<ToolSpec> {
    vec![
        ToolSpec { name: "shell".to_string(), description: "Run".to_string(), parameters: serde_json::json!({}) },
        ToolSpec { name: "patch".to_string(), description: "Edit".to_string(), parameters: serde_json::json!({}) },
    ]
}
pub fn build() -> Registry {
    let mut registry = Registry { handlers: HashMap::new() };
    let shell = Arc::new(ShellHandler);
    registry.register_handler("shell", shell.clone());
    registry.register_handler("patch", Arc::new(PatchHandler));
    registry
}
`,
    });
    expect(tools(map)).toEqual(['patch: write', 'shell: shell']);
    expect(dispatches(map)[0]).toBe('Registry.dispatch');
  });

  it('are methods that are asked for by their names', async () => {
    const map = await mapOf({
      'pyproject.toml':
        '[project]\nname = "m"\nversion = "0"\ndependencies = ["openai"]\n[project.scripts]\nm = "main:main"\n',
      'main.py': `import json
import subprocess
from openai import OpenAI

client = OpenAI()


class Worker:
    def __init__(self):
        self.messages = []

    def perform(self, action, args):
        method = getattr(self, f"do_{action}", None)
        if method is None:
            return "unknown action"
        return method(args)

    def do_shell(self, args):
        return subprocess.run(args["command"], shell=True, capture_output=True, text=True).stdout

    def do_write(self, args):
        with open(args["path"], "w") as f:
            f.write(args["text"])

    def loop(self):
        while True:
            reply = client.chat.completions.create(model="m", messages=self.messages)
            step = json.loads(reply.choices[0].message.content)
            if step["action"] == "finish":
                return step
            self.messages.append({"role": "user", "content": self.perform(step["action"], step["args"])})


def main():
    Worker().loop()
`,
    });
    expect(tools(map)).toEqual(['shell: shell', 'write: write']);
    expect(dispatches(map)).toEqual(['Worker.perform']);
  });
});

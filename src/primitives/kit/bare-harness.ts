// The harness that examples start from: whole, runnable, and bare. It declares its tools as data and lists them in one
// place; it has no gate, limit, store, event, log or test. `<<name>>` marks a place that an example may fill.

export const PACKAGE = `{
  "name": "small-agent",
  "version": "1.0.0",
  "type": "module",
  "bin": { "small-agent": "src/cli.ts" },
  "dependencies": { "@anthropic-ai/sdk": "^0.60.0" }
}
`;

export const CLI = `#!/usr/bin/env node
import { run } from './agent.js';
<<imports>>

const prompt = process.argv.slice(2).join(' ');
<<before>>
console.log(await run(prompt<<args>>));
<<after>>
`;

export const AGENT = `import Anthropic from '@anthropic-ai/sdk';
<<imports>>
import { tools } from './tools.js';

const client = new Anthropic();

<<declare>>

export async function run(prompt: string<<params>>): Promise<string> {
  <<start>>
  const messages: Anthropic.MessageParam[] = [<<history>>{ role: 'user', content: prompt }];
  <<begin>>
  while (true) {
    <<turn>>
    const reply = await client.messages.create({
      model: 'claude-sonnet-4-5',
      max_tokens: 4096,
      system: 'You are a coding assistant.',
      messages,
      tools: tools.map(({ name, description, input_schema }) => ({ name, description, input_schema })),
      <<request>>
    }<<options>>);
    <<reply>>
    messages.push({ role: 'assistant', content: reply.content });
    const calls = reply.content.filter((block) => block.type === 'tool_use');
    if (calls.length === 0) {
      <<finish>>
      return reply.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
    }
    const results: Anthropic.ToolResultBlockParam[] = [];
    for (const call of calls) {
      const tool = tools.find((each) => each.name === call.name);
      const input = call.input as Record<string, string>;
      <<beforeTool>>
      const content = <<invoke|await tool!.run(input)>>;
      <<afterTool>>
      results.push({ type: 'tool_result', tool_use_id: call.id, content });
    }
    messages.push({ role: 'user', content: results });
    <<endTurn>>
  }
}
`;

export const TOOLS = `import { execSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
<<imports>>

export interface Tool {
  name: string;
  description: string;
  input_schema: { type: 'object'; properties: Record<string, { type: string }>; required: string[] };
  <<fields>>
  run(input: Record<string, string>): string | Promise<string>;
}

<<declare>>

export const tools: Tool[] = [
  {
    name: 'read_file',
    description: 'Read a text file.',
    input_schema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
    <<read>>
    run: <<runRead|({ path }) => readFileSync(path, 'utf8')>>,
  },
  {
    name: 'write_file',
    description: 'Write a text file.',
    input_schema: {
      type: 'object',
      properties: { path: { type: 'string' }, content: { type: 'string' } },
      required: ['path', 'content'],
    },
    <<write>>
    run: <<runWrite|({ path, content }) => (writeFileSync(path, content), 'written')>>,
  },
  {
    name: 'bash',
    description: 'Run a shell command and return its output.',
    input_schema: { type: 'object', properties: { command: { type: 'string' } }, required: ['command'] },
    <<bash>>
    run: <<runBash|({ command }) => execSync(command, { encoding: 'utf8' })>>,
  },
  <<more>>
];
<<after>>
`;

export const PYPROJECT = `[project]
name = "small-agent"
version = "1.0.0"
dependencies = ["anthropic"]

[project.scripts]
small-agent = "small_agent.cli:main"
`;

export const PYTHON_CLI = `import sys

<<imports>>
from small_agent.agent import run


def main():
    prompt = " ".join(sys.argv[1:])
    <<before>>
    print(run(prompt<<args>>))
    <<after>>


if __name__ == "__main__":
    main()
`;

export const PYTHON_AGENT = `import anthropic

<<imports>>
from small_agent.tools import TOOLS

client = anthropic.Anthropic()


<<declare>>


def run(prompt: str<<params>>) -> str:
    <<start>>
    messages = [<<history>>{"role": "user", "content": prompt}]
    <<begin>>
    while True:
        <<turn>>
        reply = client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=4096,
            system="You are a coding assistant.",
            messages=messages,
            tools=[{key: tool[key] for key in ("name", "description", "input_schema")} for tool in TOOLS.values()],
            <<request>>
        )
        <<reply>>
        messages.append({"role": "assistant", "content": [block.model_dump() for block in reply.content]})
        calls = [block for block in reply.content if block.type == "tool_use"]
        if not calls:
            <<finish>>
            return "".join(block.text for block in reply.content if block.type == "text")
        results = []
        for call in calls:
            tool = TOOLS[call.name]
            <<beforeTool>>
            content = <<invoke|tool["run"](**call.input)>>
            <<afterTool>>
            results.append({"type": "tool_result", "tool_use_id": call.id, "content": content})
        messages.append({"role": "user", "content": results})
        <<endTurn>>
`;

export const PYTHON_TOOLS = `import subprocess
from pathlib import Path
<<imports>>


<<declare>>


def read_file(path):
    return Path(path).read_text()


def write_file(path, content):
    Path(path).write_text(content)
    return "written"


def bash(command):
    <<runBash|return subprocess.run(command, shell=True, capture_output=True, text=True).stdout>>


TOOLS = {
    "read_file": {
        "name": "read_file",
        "description": "Read a text file.",
        "input_schema": {"type": "object", "properties": {"path": {"type": "string"}}, "required": ["path"]},
        <<read>>
        "run": read_file,
    },
    "write_file": {
        "name": "write_file",
        "description": "Write a text file.",
        "input_schema": {
            "type": "object",
            "properties": {"path": {"type": "string"}, "content": {"type": "string"}},
            "required": ["path", "content"],
        },
        <<write>>
        "run": write_file,
    },
    "bash": {
        "name": "bash",
        "description": "Run a shell command and return its output.",
        "input_schema": {"type": "object", "properties": {"command": {"type": "string"}}, "required": ["command"]},
        <<bash>>
        "run": bash,
    },
    <<more>>
}
<<after>>
`;

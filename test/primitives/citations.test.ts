// The line that is cited is the act itself: what a strict reader would look for, not a neighbour of it.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/contracts.js';
import { evaluateFiles } from '../support/evaluate-files.js';

const TOOLS = `
import subprocess
from pathlib import Path

__all__ = ["read_file", "write_file", "bash"]


class BoxConfig:
    executable: str = "bwrap"


class Box:
    def __init__(self):
        self.config = BoxConfig()

    def run(self, command):
        line = [self.config.executable, "--unshare-all", "sh", "-c", command]
        return subprocess.run(line, capture_output=True, text=True).stdout


def read_file(args):
    return Path(args["path"]).read_text()


def write_file(args):
    return str(Path(args["path"]).write_text(args["text"]))


def bash(args):
    return Box().run(args["command"])
`;

const AGENT = `
import anthropic

from .tools import bash, read_file, write_file

client = anthropic.Anthropic()

COMMANDS = {"/help": "list the commands", "/clear": "forget the talk", "/exit": "leave"}


class Agent:
    def __init__(self, read_only=False, mode="ask"):
        self.read_only = read_only
        self.mode = mode
        self.tools = self.build_tools()

    def build_tools(self):
        return {
            "read_file": {"name": "read_file", "description": "Read.", "input_schema": {}, "risky": False, "run": read_file},
            "write_file": {"name": "write_file", "description": "Write.", "input_schema": {}, "risky": True, "run": write_file},
            "bash": {"name": "bash", "description": "Run.", "input_schema": {}, "risky": True, "run": bash},
        }

    def approve(self, name, args):
        if self.read_only:
            return False
        if self.mode == "auto":
            return True
        answer = input(f"allow {name} {args}? [y/N] ")
        return answer.strip().lower() in {"y", "yes"}

    def run_tool(self, name, args):
        tool = self.tools.get(name)
        if tool is None:
            return f"unknown tool {name}"
        self.validate_args(tool, args)
        if tool["risky"] and not self.approve(name, args):
            return "denied"
        return tool["run"](args)

    def validate_args(self, tool, args):
        if not isinstance(args, dict):
            raise ValueError("arguments must be an object")

    def run(self, prompt):
        messages = [{"role": "user", "content": prompt}]
        while True:
            reply = client.messages.create(
                model="claude-sonnet-4-5", max_tokens=4096, tools=list(self.tools.values()), messages=messages
            )
            messages.append({"role": "assistant", "content": reply.content})
            results = []
            for block in reply.content:
                if block.type == "tool_use":
                    output = self.run_tool(block.name, block.input)
                    results.append({"type": "tool_result", "tool_use_id": block.id, "content": output})
            if not results:
                return messages
            messages.append({"role": "user", "content": results})
`;

const MAIN = `
from .agent import COMMANDS, Agent


def main():
    agent = Agent()
    while True:
        line = input("> ")
        if line in COMMANDS:
            print(COMMANDS[line])
            continue
        agent.run(line)


if __name__ == "__main__":
    main()
`;

let report: Report;
beforeAll(async () => {
  report = await evaluateFiles({
    'pyproject.toml': '[project]\nname = "small"\nversion = "0"\n[project.scripts]\nsmall = "small.main:main"\n',
    'small/__init__.py': '',
    'small/tools.py': TOOLS,
    'small/agent.py': AGENT,
    'small/main.py': MAIN,
  });
}, 60_000);

function cited(id: string): string[] {
  const { verdict, evidence } = report.criteria.find((c) => c.id === id) as Report['criteria'][number];
  return [verdict, ...evidence.map((e) => e.text.trim())];
}

describe('cites', () => {
  it('the collection of tools, not the names a module exports', () =>
    expect(cited('tool-registry/enumerable').slice(0, 2)).toEqual(['met', 'def build_tools(self):']));

  it('the check on the way to every tool', () =>
    expect(cited('tool-registry/validated-input')).toEqual(['met', 'self.validate_args(tool, args)']));

  it('the table of commands once, with what is in it', () => {
    expect(cited('tool-registry/command-split')).toEqual(['met', expect.stringContaining('COMMANDS = {')]);
    const [first] = report.criteria.find((c) => c.id === 'tool-registry/command-split')?.evidence ?? [];
    expect(first?.note).toBe('here begin 3 commands of the user: /clear, /exit, /help');
  });

  it('the class of the tool, not a switch of the agent', () =>
    expect(cited('permission-system/action-classes')).toEqual([
      'met',
      'if tool["risky"] and not self.approve(name, args):',
    ]));

  it('the line that puts the sandbox around a command, not its setting', () =>
    expect(cited('permission-system/containment')).toEqual([
      'met',
      expect.stringContaining('line = [self.config.exec'),
    ]));

  it('the reading of the answer as the explicit yes', () =>
    expect(cited('permission-system/fail-closed')).toEqual([
      'met',
      'if tool is None:',
      'return answer.strip().lower() in {"y", "yes"}',
    ]));
});

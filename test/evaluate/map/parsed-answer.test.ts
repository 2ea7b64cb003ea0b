// A model without tools answers in text; where its parts are carried out is the dispatch, and what asks before is the gate.
import { expect, test } from 'vitest';
import type { HarnessMap, Report } from '../../../src/contracts.js';
import { evaluateFiles } from '../../support/evaluate-files.js';

const dispatches = (map: HarnessMap): string[] =>
  map.dispatches.map((d) => `${d.how} ${d.fn.replace(/^.*#|@\d+$/g, '')}`);
const verdict = (report: Report, id: string): string | undefined => report.criteria.find((c) => c.id === id)?.verdict;

const PYTHON = {
  'pyproject.toml': '[project]\nname = "duet"\ndependencies = ["openai"]\n[project.scripts]\nduet = "duet.main:main"\n',
  'duet/__init__.py': '',
  'duet/pieces.py': `import re

PIECE = re.compile(r"@@ (.+?)\\n(.*?)\\n@@", re.S)


def pieces(text):
    return [(m.group(1), m.group(2)) for m in PIECE.finditer(text)]
`,
  'duet/place.py': `from pathlib import Path


def place(name, body):
    Path(name).write_text(body)
`,
  'duet/main.py': `from openai import OpenAI

from .pieces import pieces
from .place import place

client = OpenAI()


def fits(talk):
    return len(talk) < 50 or input("Too long. Send it anyway? (y/n) ") == "y"


def confirm(name):
    return input(f"Write {name}? (y/n) ") == "y"


def follow(text):
    for name, body in pieces(text):
        if not confirm(name):
            continue
        place(name, body)


def turn(talk):
    if not fits(talk):
        return False
    reply = client.chat.completions.create(model="m", messages=talk)
    said = reply.choices[0].message.content
    talk.append({"role": "assistant", "content": said})
    follow(said)
    return True


def main():
    talk = []
    while True:
        talk.append({"role": "user", "content": input("> ")})
        if not turn(talk):
            break


if __name__ == "__main__":
    main()
`,
};

test('in Python: blocks taken out of the answer and written, after a question for each', async () => {
  const report = await evaluateFiles(PYTHON);
  const { map } = report.harness;
  expect(dispatches(map)).toEqual(['direct follow']);
  expect(map.gates.map((g) => g.site.text)).toContain('if not confirm(name):');
  expect(map.gates.map((g) => g.site.text)).not.toContain('if not fits(talk):');
  expect(verdict(report, 'permission-system/gate')).toBe('met');
});

test('in Go: the answer is handed to a function that splits it and starts what stands in it', async () => {
  const report = await evaluateFiles({
    'go.mod': 'module duet\n\ngo 1.22\n\nrequire github.com/openai/openai-go v1.0.0\n',
    'main.go': `package main

import (
	"context"
	"os/exec"
	"strings"

	"github.com/openai/openai-go"
)

func chunks(text string) []string {
	var out []string
	for _, part := range strings.Split(text, "$$$") {
		out = append(out, strings.TrimSpace(part))
	}
	return out
}

func launch(line string) string {
	out, _ := exec.Command("sh", "-c", line).CombinedOutput()
	return string(out)
}

func obey(text string) string {
	found := chunks(text)
	outcome := ""
	for _, line := range found {
		outcome += launch(line)
	}
	return outcome
}

func consult(client openai.Client, talk []openai.ChatCompletionMessageParamUnion) string {
	reply, err := client.Chat.Completions.New(context.TODO(), openai.ChatCompletionNewParams{Messages: talk})
	if err != nil {
		return ""
	}
	return reply.Choices[0].Message.Content
}

func main() {
	client := openai.NewClient()
	talk := []openai.ChatCompletionMessageParamUnion{openai.UserMessage("begin")}
	for {
		said := consult(client, talk)
		if said == "" {
			break
		}
		outcome := obey(said)
		talk = append(talk, openai.AssistantMessage(said), openai.UserMessage(outcome))
	}
}
`,
  });
  expect(dispatches(report.harness.map)).toContain('direct obey');
});

test('an answer that is only shown is carried out nowhere', async () => {
  const shown = PYTHON['duet/main.py'].replace('        place(name, body)\n', '        print(name, body)\n');
  const report = await evaluateFiles({ ...PYTHON, 'duet/main.py': shown });
  expect(report.harness.map.dispatches).toEqual([]);
});

test('a yes that silence gives is no refusal', async () => {
  const lax = PYTHON['duet/main.py'].replace(
    '    return input(f"Write {name}? (y/n) ") == "y"',
    '    raw = input(f"Write {name}? (y/n) ").strip()\n    raw = raw or "y"\n    return raw == "y"',
  );
  expect(verdict(await evaluateFiles({ ...PYTHON, 'duet/main.py': lax }), 'permission-system/fail-closed')).not.toBe(
    'met',
  );
});

// What reads like a state of work, a class of effect, a record of a decision or a total, and what is one.
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/contracts.js';
import { agent, example, tools } from '../../src/primitives/kit/example.js';
import { evaluateFiles } from '../support/evaluate-files.js';

const verdict = (r: Report, id: string): string | undefined => r.criteria.find((c) => c.id === id)?.verdict;

const GO = {
  'go.mod': 'module example.com/wren\n\ngo 1.23\n',
  'main.go': `package main

import (
	"example.com/wren/consent"
	"example.com/wren/desk"
)

func main() {
	desk.Work(&consent.Clerk{}, []string{"hello"}, make(chan desk.Notice, 8))
}
`,
  'consent/clerk.go': `package consent

import "fmt"

type Office interface {
	Ask(what, path string) bool
}

type Clerk struct{ answers chan bool }

func (c *Clerk) Ask(what, path string) bool {
	fmt.Println("may", what, path)
	return <-c.answers
}
`,
  'desk/notice.go': `package desk

type Kind int

const (
	Planned Kind = iota
	Running
	Done
	Failed
)

type Notice struct {
	Kind Kind
	Text string
}
`,
  'desk/tools.go': `package desk

import (
	"errors"
	"os"

	"example.com/wren/consent"
)

type Sheet struct {
	Name, Description string
	Parameters        map[string]any
}

type Tool interface {
	Sheet() Sheet
	Run(path, approvedText string) (string, error)
}

type ScribeTool struct{ permissions consent.Office }

func (s *ScribeTool) Sheet() Sheet {
	return Sheet{Name: "scribe", Description: "Write a file.", Parameters: map[string]any{"path": "string"}}
}

func (s *ScribeTool) Run(path, approvedText string) (string, error) {
	if !s.permissions.Ask("write", path) {
		return "", errors.New("denied")
	}
	if err := os.WriteFile(path, []byte(approvedText), 0o644); err != nil {
		return "", err
	}
	return "written", nil
}
`,
  'desk/work.go': `package desk

import (
	"encoding/json"
	"net/http"
	"strings"

	"example.com/wren/consent"
)

type wish struct{ Name, Path, Text string }

func ask(messages []string) []wish {
	raw, _ := json.Marshal(map[string]any{"model": "m", "messages": messages, "stream": false})
	res, err := http.Post("https://example.com/v1/messages", "application/json", strings.NewReader(string(raw)))
	if err != nil {
		return nil
	}
	var wishes []wish
	_ = json.NewDecoder(res.Body).Decode(&wishes)
	return wishes
}

func Work(office consent.Office, messages []string, notices chan<- Notice) {
	tools := map[string]Tool{"scribe": &ScribeTool{permissions: office}}
	for {
		wishes := ask(messages)
		if len(wishes) == 0 {
			notices <- Notice{Kind: Done}
			return
		}
		for _, w := range wishes {
			notices <- Notice{Kind: Running, Text: w.Name}
			answer, err := tools[w.Name].Run(w.Path, w.Text)
			if err != nil {
				notices <- Notice{Kind: Failed, Text: err.Error()}
			}
			messages = append(messages, answer)
		}
	}
}
`,
};

describe('in a Go harness whose tools ask for permission', () => {
  const report = evaluateFiles(GO);

  it('kinds of notices are no states of work', async () => {
    expect(verdict(await report, 'workflow-state/explicit-states')).not.toBe('met');
  });

  it('the service that is asked is no class of the tool', async () => {
    expect(verdict(await report, 'tool-registry/side-effect-class')).toBe('absent');
  });

  it('what the tool writes is no record of the decision', async () => {
    expect(verdict(await report, 'permission-audit/recorded')).not.toBe('met');
  });
});

it('a query builder that adds to columns keeps the account', async () => {
  const files = example('usage in a row', {
    'src/ledger.ts': `
      import { eq, sql } from 'drizzle-orm';
      import { visits } from './tables.js';
      export async function bill(db: any, id: string, input: number, output: number): Promise<void> {
        await db.update(visits).set({
          inputTokens: sql\`\${visits.inputTokens} + \${input}\`,
          outputTokens: sql\`\${visits.outputTokens} + \${output}\`,
        }).where(eq(visits.id, id));
      }
    `,
    'src/tables.ts': `
      import { integer, pgTable, text } from 'drizzle-orm/pg-core';
      export const visits = pgTable('visits', { id: text('id'), inputTokens: integer('a'), outputTokens: integer('b') });
    `,
    'src/agent.ts': agent({
      imports: "import { bill } from './ledger.js';",
      params: ', db?: unknown',
      reply: "await bill(db, 'one', reply.usage.input_tokens, reply.usage.output_tokens);",
    }),
    'src/tools.ts': tools(),
  }).files;
  expect(verdict(await evaluateFiles(files), 'token-budget/usage-tracked')).toBe('met');
});

it('what a loop goes through one by one shortens no history', async () => {
  const { files } = example('calls that nothing has answered yet', {
    'src/agent.ts': agent({
      declare: `
        function since(messages: Anthropic.MessageParam[]): string[] {
          return messages.slice(messages.length > 4 ? 2 : 0).map((each) => each.role);
        }
      `,
      turn: 'for (const system of since(messages)) console.error(system);',
    }),
  });
  const given = files['src/agent.ts']
    ?.replace("system: 'You are a coding assistant.',", 'system,')
    .replace('const client =', "const system = 'You are a coding assistant.';\nconst client =");
  expect(verdict(await evaluateFiles({ ...files, 'src/agent.ts': given ?? '' }), 'compaction/automatic')).toBe(
    'absent',
  );
});

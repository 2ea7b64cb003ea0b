// Calls that are turned into actions of the harness's own: who carries out which tool.
import { describe, expect, it } from 'vitest';
import { frameworks } from '../../../src/evaluate/frameworks/registry.js';
import { findDispatches } from '../../../src/evaluate/map/dispatch.js';
import { takeSurvey } from '../../../src/evaluate/map/survey.js';
import { declareTools, mapTools } from '../../../src/evaluate/map/tools.js';
import { snippet } from '../../support/snippet.js';

/** 'tool run: effects' per tool, and the first dispatch. */
async function carriedOut(path: string, text: string): Promise<{ tools: string[]; dispatch: string | undefined }> {
  const { code } = await snippet(path, text);
  const survey = takeSurvey(code, frameworks);
  const declarations = declareTools(survey, [], []);
  const { sites } = findDispatches(survey, declarations, [], []);
  const dispatchers = sites.flatMap((s) => code.function(s.fn) ?? []);
  const tools = mapTools(survey, declarations, dispatchers, []).map(
    (t) => `${t.name} ${t.run?.replace(/^.*#|@\d+$/g, '') ?? '-'}: ${t.effects.map((e) => e.class).join(' ')}`,
  );
  return { tools: tools.sort(), dispatch: sites[0]?.fn.replace(/^.*#|@\d+$/g, '') };
}

const DECLARED = `
import subprocess
from pathlib import Path
from openai.types.chat import ChatCompletionToolParam
DIG = {"type": "function", "function": {"name": "dig_hole", "description": "d", "parameters": {"type": "object"}}}
LAY = {"type": "function", "function": {"name": "lay_stone", "description": "d", "parameters": {"type": "object"}}}
class Deed: ...
class Dug(Deed):
    def __init__(self, where): self.where = where
class Laid(Deed):
    def __init__(self, where): self.where = where
`;

describe('tools that are turned into actions', () => {
  it('in Python: a table of makers, and methods that are given one kind of action', async () => {
    const { tools, dispatch } = await carriedOut(
      'a.py',
      `${DECLARED}
MAKERS = {"dig_hole": lambda x: Dug(x["where"]), "lay_stone": lambda x: Laid(x["where"])}
def read(call):
    return MAKERS[call.name](call.args)
class Ground:
    def carry(self, deed: Deed):
        return getattr(self, f"on_{deed.kind}")(deed)
    def on_dug(self, deed: Dug):
        return subprocess.run(deed.where, shell=True)
    def on_laid(self, deed: Laid):
        Path(deed.where).write_text("stone")
`,
    );
    expect(tools).toEqual(['dig_hole Ground.on_dug: shell', 'lay_stone Ground.on_laid: write']);
    expect(dispatch).toBe('Ground.carry');
  });

  it('in Python: arms that compare with the declaration, and a chain of type tests', async () => {
    const { tools, dispatch } = await carriedOut(
      'a.py',
      `${DECLARED}
def read(call):
    if call.name == DIG["function"]["name"]:
        return Dug(call.args)
    elif call.name == LAY["function"]["name"]:
        return Laid(call.args)
def carry(deed):
    if isinstance(deed, Dug):
        return subprocess.run(deed.where, shell=True)
    elif isinstance(deed, Laid):
        Path(deed.where).write_text("stone")
`,
    );
    expect(tools).toEqual(['dig_hole -: shell', 'lay_stone -: write']);
    expect(dispatch).toBe('carry');
  });

  it('in TypeScript: tagged objects, and a switch over the tag', async () => {
    const { tools, dispatch } = await carriedOut(
      'a.ts',
      `
import { execSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const tools = [
  { name: 'dig_hole', description: 'd', parameters: { type: 'object' } },
  { name: 'lay_stone', description: 'd', parameters: { type: 'object' } },
];
function read(call: { name: string; where: string }): Deed {
  switch (call.name) {
    case 'dig_hole': return { kind: 'dug', where: call.where };
    case 'lay_stone': return { kind: 'laid', where: call.where };
  }
}
function carry(deed: Deed): void {
  switch (deed.kind) {
    case 'dug': dig(deed.where); break;
    case 'laid': lay(deed.where); break;
  }
}
function dig(where: string): void { execSync(where); }
function lay(where: string): void { writeFileSync(where, 'stone'); }
`,
    );
    expect(tools).toEqual(['dig_hole dig: shell', 'lay_stone lay: write']);
    expect(dispatch).toBe('carry');
  });

  it('in Go: structs by name, and a type switch', async () => {
    const { tools, dispatch } = await carriedOut(
      'a.go',
      `package a
import ("os"; "os/exec")
type Tool struct { Name string; Description string; Parameters map[string]any }
var tools = []Tool{
	{Name: "dig_hole", Description: "d", Parameters: map[string]any{}},
	{Name: "lay_stone", Description: "d", Parameters: map[string]any{}},
}
type Dug struct { Where string }
type Laid struct { Where string }
func read(name string, where string) any {
	switch name {
	case "dig_hole":
		return &Dug{Where: where}
	case "lay_stone":
		return &Laid{Where: where}
	}
	return nil
}
func carry(deed any) {
	switch d := deed.(type) {
	case *Dug:
		exec.Command("sh", "-c", d.Where).Run()
	case *Laid:
		os.WriteFile(d.Where, nil, 0o644)
	}
}
`,
    );
    expect(tools).toEqual(['dig_hole -: shell', 'lay_stone -: write']);
    expect(dispatch).toBe('carry');
  });

  it('in Rust: variants, and a match over them', async () => {
    const { tools, dispatch } = await carriedOut(
      'a.rs',
      `
use serde_json::json;
use std::process::Command;
enum Deed { Dug { place: String }, Laid { place: String } }
fn tools() -> Vec<serde_json::Value> {
    vec![
        json!({"name": "dig_hole", "description": "d", "parameters": {"type": "object"}}),
        json!({"name": "lay_stone", "description": "d", "parameters": {"type": "object"}}),
    ]
}
fn read(name: &str, place: String) -> Option<Deed> {
    match name {
        "dig_hole" => Some(Deed::Dug { place }),
        "lay_stone" => Some(Deed::Laid { place }),
        _ => None,
    }
}
fn carry(deed: Deed) {
    match deed {
        Deed::Dug { place } => { Command::new("sh").arg("-c").arg(place).output(); }
        Deed::Laid { place } => { std::fs::write(place, "stone"); }
    }
}
`,
    );
    expect(tools).toEqual(['dig_hole -: shell', 'lay_stone -: write']);
    expect(dispatch).toBe('carry');
  });
});

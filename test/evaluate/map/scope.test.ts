// The harness is judged with the program that is built on it, however much of it stands in a library.
import { describe, expect, it } from 'vitest';
import { evaluateFiles } from '../../support/evaluate-files.js';

const manifest = (name: string, more: string): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\n\n[dependencies]\n${more}\n`;
const tool = (type: string, name: string): string => `pub struct ${type};
impl Tool for ${type} {
    fn name(&self) -> &str { "${name}" }
    fn description(&self) -> &str { "Does ${name}" }
    fn schema(&self) -> serde_json::Value { serde_json::json!({}) }
    fn run(&self, args: &str) -> String { std::fs::write("${name}", args).unwrap(); String::new() }
}
`;
const NAMES = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

describe('the scope of a workspace', () => {
  it('is the program that reaches the loop through other crates, with all it is made of, and not a program beside it', async () => {
    const { harness } = await evaluateFiles({
      'Cargo.toml': '[workspace]\nmembers = ["cli", "core", "screen", "release"]\n',
      'cli/Cargo.toml': manifest('x-cli', 'x-screen = { path = "../screen" }'),
      'cli/src/main.rs': 'fn main() { x_screen::show(); }\n',
      'screen/Cargo.toml': manifest('x-screen', 'x-core = { path = "../core" }'),
      'screen/src/lib.rs': 'pub fn show() { x_core::run(vec![]); }\n',
      'release/Cargo.toml': manifest('x-release', ''),
      'release/src/main.rs': 'fn main() { println!("released"); }\n',
      'core/Cargo.toml': manifest('x-core', 'reqwest = "0.12"'),
      'core/src/lib.rs': `mod tools;
use tools::Tool;
pub fn run(mut messages: Vec<serde_json::Value>) {
    let tools = tools::all();
    loop {
        let specs: Vec<_> = tools.iter().map(|t| serde_json::json!({ "name": t.name(), "description": t.description(), "parameters": t.schema() })).collect();
        let body = serde_json::json!({ "model": "m", "messages": messages, "tools": specs });
        let reply: serde_json::Value = reqwest::blocking::Client::new().post("https://api.openai.com/v1/chat/completions").json(&body).send().unwrap().json().unwrap();
        let calls = reply["tool_calls"].as_array().cloned().unwrap_or_default();
        if calls.is_empty() { return; }
        for call in calls {
            let tool = tools.iter().find(|t| t.name() == call["name"]).unwrap();
            messages.push(serde_json::json!({ "role": "tool", "content": tool.run(&call["arguments"].to_string()) }));
        }
    }
}
`,
      'core/src/tools.rs': `pub trait Tool {
    fn name(&self) -> &str;
    fn description(&self) -> &str;
    fn schema(&self) -> serde_json::Value;
    fn run(&self, args: &str) -> String;
}
${NAMES.map((n) => tool(n, n.toLowerCase())).join('')}
pub fn all() -> Vec<Box<dyn Tool>> { vec![${NAMES.map((n) => `Box::new(${n})`).join(', ')}] }
`,
    });
    expect(harness.map.scope.map((s) => s.root)).toEqual(['cli', 'core', 'screen']);
    expect(harness.map.kind).toBe('agent');
    expect(harness.map.tools).toHaveLength(10);
  });
});

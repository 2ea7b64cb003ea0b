// The harness that decoys are put over: it loops and runs tools, and has nothing else that anyone could take for a
// foundation. Its four versions say the same.
import { example, pythonExample } from '../../src/primitives/kit/example.js';
import type { Files, FullLanguage } from './full-harness.js';

const CARGO = `[package]
name = "small-agent"
version = "1.0.0"
edition = "2024"

[dependencies]
reqwest = { version = "0.12", features = ["blocking", "json"] }
serde_json = "1"
`;

const RUST = `use std::{env, fs, process::Command};

use serde_json::{Value, json};

struct Tool {
    name: &'static str,
    description: &'static str,
    field: &'static str,
    run: fn(&str) -> String,
}

fn read_file(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

fn bash(command: &str) -> String {
    let output = Command::new("bash").arg("-c").arg(command).output().expect("bash");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const TOOLS: [Tool; 2] = [
    Tool { name: "read_file", description: "Read a text file.", field: "path", run: read_file },
    Tool { name: "bash", description: "Run a shell command.", field: "command", run: bash },
];

fn request(messages: &[Value]) -> Value {
    let tools: Vec<Value> = TOOLS.iter().map(|tool| json!({
        "name": tool.name,
        "description": tool.description,
        "input_schema": {"type": "object", "properties": {tool.field: {"type": "string"}}},
    })).collect();
    let client = reqwest::blocking::Client::new();
    let request = client.post("https://api.anthropic.com/v1/messages").header("x-api-key", env::var("API_KEY").unwrap());
    let body = json!({"model": "claude-sonnet-4-5", "max_tokens": 4096, "system": "You are a coding assistant.", "messages": messages, "tools": tools});
    request.json(&body).send().unwrap().json().unwrap()
}

fn main() {
    let prompt = env::args().skip(1).collect::<Vec<_>>().join(" ");
    let mut messages = vec![json!({"role": "user", "content": prompt})];

    loop {
        let reply = request(&messages);
        messages.push(json!({"role": "assistant", "content": reply["content"]}));

        let blocks = reply["content"].as_array().unwrap();
        let mut results = Vec::new();
        for call in blocks.iter().filter(|block| block["type"] == "tool_use") {
            let tool = TOOLS.iter().find(|tool| call["name"] == tool.name).unwrap();
            let content = (tool.run)(call["input"][tool.field].as_str().unwrap());
            results.push(json!({"type": "tool_result", "tool_use_id": call["id"], "content": content}));
        }

        if results.is_empty() {
            println!("{}", blocks[0]["text"]);
            break;
        }
        messages.push(json!({"role": "user", "content": results}));
    }
}
`;

const GO = `package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
)

type Tool struct {
	Name        string
	Description string
	Field       string
	Run         func(input string) string
}

var tools = []Tool{
	{Name: "read_file", Description: "Read a text file.", Field: "path", Run: readFile},
	{Name: "bash", Description: "Run a shell command.", Field: "command", Run: bash},
}

func readFile(path string) string {
	text, _ := os.ReadFile(path)
	return string(text)
}

func bash(command string) string {
	output, _ := exec.Command("bash", "-c", command).CombinedOutput()
	return string(output)
}

type Block struct {
	Type  string            \`json:"type"\`
	Text  string            \`json:"text"\`
	ID    string            \`json:"id"\`
	Name  string            \`json:"name"\`
	Input map[string]string \`json:"input"\`
}

func request(messages []map[string]any) []Block {
	var declared []map[string]any
	for _, tool := range tools {
		schema := map[string]any{"type": "object", "properties": map[string]any{tool.Field: map[string]any{"type": "string"}}}
		declared = append(declared, map[string]any{"name": tool.Name, "description": tool.Description, "input_schema": schema})
	}

	body, _ := json.Marshal(map[string]any{
		"model": "claude-sonnet-4-5", "max_tokens": 4096, "system": "You are a coding assistant.",
		"messages": messages, "tools": declared,
	})
	post, _ := http.NewRequest("POST", "https://api.anthropic.com/v1/messages", bytes.NewReader(body))
	post.Header.Set("x-api-key", os.Getenv("API_KEY"))
	response, err := http.DefaultClient.Do(post)
	if err != nil {
		panic(err)
	}

	var reply struct {
		Content []Block \`json:"content"\`
	}
	json.NewDecoder(response.Body).Decode(&reply)
	return reply.Content
}

func find(name string) Tool {
	for _, tool := range tools {
		if tool.Name == name {
			return tool
		}
	}
	panic(name)
}

func main() {
	messages := []map[string]any{{"role": "user", "content": strings.Join(os.Args[1:], " ")}}

	for {
		blocks := request(messages)
		messages = append(messages, map[string]any{"role": "assistant", "content": blocks})

		var results []map[string]any
		for _, block := range blocks {
			if block.Type == "tool_use" {
				tool := find(block.Name)
				content := tool.Run(block.Input[tool.Field])
				results = append(results, map[string]any{"type": "tool_result", "tool_use_id": block.ID, "content": content})
			}
		}

		if len(results) == 0 {
			fmt.Println(blocks[0].Text)
			return
		}
		messages = append(messages, map[string]any{"role": "user", "content": results})
	}
}
`;

export const BARE: Record<FullLanguage, Files> = {
  typescript: example('bare').files,
  python: pythonExample('bare').files,
  rust: { 'Cargo.toml': CARGO, 'src/main.rs': RUST },
  go: { 'go.mod': 'module example.com/small-agent\n\ngo 1.24\n', 'main.go': GO },
};

/** What every version tells the model. */
export const PROMPT = 'You are a coding assistant.';

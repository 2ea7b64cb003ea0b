import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileFacts } from '../../../src/contracts/facts.js';
import type { Extractor, ModuleIndex } from '../../../src/contracts/front-end.js';
import { frontEnd } from '../../../src/evaluate/languages/rust.js';

let extractor: Extractor;
beforeAll(async () => {
  extractor = await frontEnd.open();
});
afterAll(() => extractor.close());

const facts = (text: string, path = 'src/x.rs'): FileFacts =>
  extractor.extract({ path, role: 'source', package: '', text });
const body = (text: string): FileFacts => facts(`fn f(&self) {\n${text}\n}`);

describe('functions', () => {
  it('knows owner, trait, visibility, attributes and async', () => {
    const { functions } = facts(`
struct S;
impl S { pub fn new(a: Option<u8>) -> Self { S } fn hidden(&self) {} }
impl Tool for S { async fn run(&mut self, (a, b): (u8, u8)) -> u8 { a } }
#[tokio::main]
async fn main() { let helper = |x| x; }`);
    const [, create, hidden, run, main, helper] = functions;
    expect(create).toMatchObject({ name: 'new', owner: 'S', kind: 'constructor', exported: true, returns: 'Self' });
    expect(create?.params).toEqual([{ name: 'a', type: 'Option<u8>', optional: true }]);
    expect(hidden).toMatchObject({ kind: 'method', exported: false, params: [] });
    expect(run).toMatchObject({ owner: 'S', trait: 'Tool', async: true, exported: true });
    expect(main).toMatchObject({ kind: 'function', decorators: ['tokio::main'], parent: 0 });
    expect(helper).toMatchObject({ name: 'helper', kind: 'closure', parent: 4 });
  });

  it('finds test code', () => {
    const { functions } = facts(`
fn live() {}
#[cfg(test)]
mod tests { fn support() {} #[tokio::test] async fn works() { run(|| 1); } }
#[cfg(not(test))]
fn also_live() {}`);
    const tested = functions.filter((fn) => fn.inTest).map((fn) => [fn.name, fn.testTitle]);
    expect(tested).toEqual([
      ['support', undefined],
      ['works', 'works'],
      ['<closure>', undefined],
    ]);
  });

  it('makes async blocks closures of the call they are passed to', () => {
    const { functions, calls } = body('tokio::spawn(async move { work().await });');
    expect(functions[2]).toMatchObject({ kind: 'closure', async: true, argumentOf: 0 });
    expect(calls.find((call) => call.callee === 'work')).toMatchObject({ fn: 2, awaited: true, result: 'return' });
  });
});

describe('calls', () => {
  it('writes chains as dotted paths without arguments and generics', () => {
    const { calls } = body('let out = Command::new("sh").arg::<X>("-c").spawn()?;\nself.client\n  .stream(a).await?;');
    expect(calls.map((call) => [call.callee, call.isNew, call.awaited, call.result])).toEqual([
      ['Command::new', true, false, undefined],
      ['Command::new().arg', false, false, undefined],
      ['Command::new().arg().spawn', false, false, 'out'],
      ['self.client.stream', false, true, undefined],
    ]);
    expect(calls[2]).toMatchObject({ name: 'spawn', receiver: 'Command::new().arg()' });
  });

  it('reads through macros', () => {
    const { calls, strings, exits } = body(
      'println!("{} of {max:?}", self.turns());\nassert!(matches!(x, A::B(_)));\nbail!("no {x}");',
    );
    expect(calls.map((call) => call.callee)).toEqual(['println!', 'self.turns', 'assert!', 'matches!', 'bail!']);
    expect(strings[0]).toMatchObject({ value: '{} of {}', template: true });
    expect(exits).toMatchObject([{ kind: 'throw', callee: 'bail!' }]);
  });

  it('reads macros with a syntax of their own piece by piece', () => {
    const { calls, strings } = body(
      'tokio::select! { _ = stop.recv() => { halt("now"); } r = run() => r }\ninfo!(target: "loop", count = n(), "turn");',
    );
    expect(calls.map((call) => call.callee)).toEqual(['tokio::select!', 'stop.recv', 'halt', 'run', 'info!', 'n']);
    expect(strings.map((s) => s.value)).toEqual(['now', 'loop', 'turn']);
  });
});

describe('branches and exits', () => {
  it('takes if, else if, else and let-else apart', () => {
    const { branches } = body(`
if turns >= 10 { return Err(RuntimeError::new("max")); } else if let Some(x) = y { break; } else { go(); }
let Some(v) = w else { return; };`);
    expect(branches.map((b) => [b.kind, b.test, b.exit])).toEqual([
      ['if', 'turns >= 10', 'throw'],
      ['if', 'let Some(x) = y', 'break'],
      ['else', '!(turns >= 10) && !(let Some(x) = y)', 'none'],
      ['else', '!(let Some(v) = w)', 'return'],
    ]);
    expect(branches[0]).toMatchObject({ operators: ['>='], literals: ['10'], idents: ['turns'], line: 3 });
  });

  it('takes match arms with subject, pattern and guard', () => {
    const { branches, calls } = facts(`
fn f(o: Outcome) -> Result<u8, E> {
  match o {
    Outcome::Deny { reason } if strict() => Err(E::Denied(reason)),
    Outcome::Allow => run(),
    _ => { std::process::exit(2) }
  }
}`);
    expect(branches.map((b) => [b.kind, b.test, b.exit])).toEqual([
      ['case', 'o match Outcome::Deny { reason } if strict()', 'throw'],
      ['case', 'o match Outcome::Allow', 'return'],
      ['default', 'o match _', 'return'],
    ]);
    expect(calls.find((call) => call.callee === 'run')).toMatchObject({ branch: 1, result: 'return' });
  });

  it('takes the right side of && and || when it calls something', () => {
    const { branches } = body('if a && b() || c { }\nlet d = x || y;');
    expect(branches.map((b) => [b.kind, b.test])).toEqual([
      ['and', 'a'],
      ['if', 'a && b() || c'],
    ]);
  });

  it('says what a tail expression returns or throws', () => {
    const { exits } = facts(`
fn a() -> R { if x { return Ok(S { n: 1 }); } Err(Error::MaxTurns) }
fn b() -> R { Err(Box::new(Error::new("x"))) }
fn c() { work() }
fn d() -> u8 { loop { break 1; } }`);
    expect(exits.map((e) => [e.fn, e.kind, e.callee, e.object])).toEqual([
      [1, 'return', 'S', 0],
      [1, 'throw', 'Error::MaxTurns', undefined],
      [2, 'throw', 'Error::new', undefined],
      [4, 'return', undefined, undefined],
    ]);
  });

  it('tells loops apart and places calls in them', () => {
    const { loops, calls, assignments } = body(
      'loop { a(); }\nwhile n < 3 { b(); n += 1; }\nwhile let Some(x) = it.next() {}\nfor (i, t) in all() { c(); }',
    );
    expect(loops.map((l) => [l.kind, l.test])).toEqual([
      ['infinite', 'loop'],
      ['while', 'n < 3'],
      ['while', 'let Some(x) = it.next()'],
      ['for-each', '(i, t) in all()'],
    ]);
    expect(calls.map((c) => [c.callee, c.loop])).toEqual([
      ['a', 0],
      ['b', 1],
      ['it.next', 2],
      ['all', undefined],
      ['c', 3],
    ]);
    expect(assignments[0]).toMatchObject({ target: 'n', op: '+=', kind: 'number', text: '1', loop: 1 });
  });
});

describe('types, values and objects', () => {
  it('reads structs, enums, traits and what types implement', () => {
    const { types } = facts(`
#[derive(Debug, Clone)]
pub struct S { pub name: String, opt: Option<u8> }
#[serde(tag = "type")]
enum E { A, B(u8), C { x: u8 } }
trait T: Send { fn run(&self, x: u8) -> R; fn more(&self) {} }
impl fmt::Display for S {}
type R = Result<u8, E>;`);
    expect(types.map((t) => [t.name, t.kind, t.bases, t.variants, t.discriminant])).toEqual([
      ['S', 'struct', ['Debug', 'Clone', 'Display'], [], undefined],
      ['E', 'enum', [], ['A', 'B', 'C'], 'type'],
      ['T', 'trait', ['Send'], [], undefined],
      ['R', 'alias', [], [], undefined],
    ]);
    expect(types[0]?.members.map((m) => [m.name, m.type, m.optional])).toEqual([
      ['name', 'String', false],
      ['opt', 'Option<u8>', true],
    ]);
    expect(types[2]?.members.map((m) => m.name)).toEqual(['run', 'more']);
  });

  it('reads constants with their items', () => {
    const { values } = facts(
      'pub const DENY: &[&str] = &["rm", r#"a"b"#];\nstatic mut N: usize = 3;\nimpl S { const K: u8 = 1; }',
    );
    expect(values).toMatchObject([
      { name: 'DENY', kind: 'array', items: ['rm', 'a"b'], exported: true, mutable: false },
      { name: 'N', kind: 'number', text: '3', mutable: true },
      { name: 'K', owner: 'S' },
    ]);
  });

  it('links nested struct and json objects', () => {
    const { objects } = facts(`fn specs() -> Vec<Spec> { vec![Spec {
  name: "bash".to_string(), schema: json!({"type": "object", "required": ["cmd"], "n": {"max": limit(), "z": null}}), ..base }] }`);
    const [spec, schema, inner] = objects;
    expect(spec).toMatchObject({ typeName: 'Spec', context: 'element' });
    expect(spec?.keys).toMatchObject([
      { name: 'name', kind: 'string', text: 'bash', line: 2 },
      { name: 'schema', kind: 'object', object: 1 },
    ]);
    expect(schema).toMatchObject({ context: 'property', in: 'schema', parent: 0 });
    expect(schema?.keys.map((k) => [k.name, k.kind, k.items])).toEqual([
      ['type', 'string', undefined],
      ['required', 'array', ['cmd']],
      ['n', 'object', undefined],
    ]);
    expect(inner?.keys.map((k) => [k.name, k.kind])).toEqual([
      ['max', 'call'],
      ['z', 'null'],
    ]);
  });

  it('keeps offsets right after characters outside ASCII, and unescapes', () => {
    const { strings, calls } = facts('fn f() { g("🦀é", r"\\n", "a\\u{e9}\\\n   b"); h("ü"); }');
    expect(strings.map((s) => s.value)).toEqual(['🦀é', '\\n', 'aéb', 'ü']);
    expect(calls.map((c) => [c.callee, c.line])).toEqual([
      ['g', 1],
      ['h', 2],
    ]);
  });
});

describe('imports', () => {
  it('flattens use trees and keeps inline modules apart from files', () => {
    const { imports } = facts(`use std::{fs, io::{self as sio, Read}};
pub use a::B as C;
mod tools;
mod tests { use super::*; }
fn f() { reqwest::get(crate::net::url()); fs::read(p); }`);
    expect(imports.map((i) => [i.from, i.names.map((n) => `${n.name} as ${n.as}`).join(), i.reexport])).toEqual([
      ['std', 'fs as fs,io as sio', false],
      ['std::io', 'Read as Read', false],
      ['a', 'B as C', true],
      ['self::tools', '* as tools', false],
      ['self', '* as *', false],
      ['reqwest', '* as reqwest', false],
      ['crate::net', '* as crate::net', false],
    ]);
  });

  it('resolves modules and workspace crates', () => {
    const paths = [
      'app/src/main.rs',
      'app/src/a.rs',
      'app/src/a/b.rs',
      'app/src/c/mod.rs',
      'core/src/lib.rs',
      'core/src/x.rs',
    ];
    const crate = (root: string, name: string) => ({
      ...{ root, name, language: 'rust' as const, manifest: `${root}/Cargo.toml`, private: false },
      ...{ dependencies: [], devDependencies: [], scripts: {}, entries: [] },
    });
    const index: ModuleIndex = {
      paths: new Set(paths),
      packages: [crate('app', 'app'), crate('core', 'my-core')],
      byDirectory: new Map(),
      aliases: new Map(),
    };
    const from = (path: string, text: string): string[][] => {
      const file = extractor.extract({ path, role: 'source', package: 'app', text });
      return file.imports.map((one) => frontEnd.resolve(one, file, index));
    };
    expect(
      from('app/src/main.rs', 'mod a; use crate::a::b::X; use c::Y; use my_core::x::Z; use my_core::W; use serde::D;'),
    ).toEqual([['app/src/a.rs'], ['app/src/a/b.rs'], ['app/src/c/mod.rs'], ['core/src/x.rs'], ['core/src/lib.rs'], []]);
    expect(from('app/src/a/b.rs', 'use super::Q; use super::super::c; mod t { use super::*; }')).toEqual([
      ['app/src/a.rs'],
      ['app/src/c/mod.rs'],
      [],
    ]);
  });
});

it('reports what does not parse and reads the rest', () => {
  const { problems, functions } = facts('fn a() {}\nfn b( { }}}\nfn c() { d(); }');
  expect(problems[0]).toMatchObject({ line: 2, message: 'syntax error' });
  expect(functions.map((fn) => fn.name)).toContain('a');
});

// Follows the data of a write back to where it was made: through local names, parameters and their callers, returned
// values and declared types. What is stored decides what a store is, and which parts of a session would come back.
import type { Codebase, FileFacts, FunctionNode, Site, Store, TypeNode } from '../../../contracts.js';

const MOST_NAMES = 80;
const TYPE_DEPTH = 4;
const FLOW_DEPTH = 4;
const MOST_CALLERS = 6;
const MOST_METHODS = 5;
const PATHS = /[A-Za-z_$][\w$]*(?:(?:\?\.|\.|::)[A-Za-z_$][\w$]*)*/g;
const SELF = new Set(['this', 'self', 'cls', 'Self']);

/** Where data came through: the text of an expression and the function it stands in. */
export interface Passage {
  fn: FunctionNode;
  text: string;
}

export interface Cargo {
  passages: Passage[];
  names: Store['carries'];
}

/** Finds what expressions carry. One per map: it keeps an index of the types. */
export class Tracer {
  readonly #types = new Map<string, TypeNode[]>();
  #passages: Passage[] = [];
  #names = new Map<string, Site>();
  #seen = new Set<string>();

  constructor(readonly code: Codebase) {
    for (const type of code.types) {
      const list = this.#types.get(type.fact.name) ?? [];
      list.push(type);
      this.#types.set(type.fact.name, list);
    }
  }

  /** What the expressions, written in the body of `fn`, hold. */
  trace(fn: FunctionNode, texts: readonly string[]): Cargo {
    this.#passages = [];
    this.#names = new Map();
    this.#seen = new Set();
    for (const text of texts) this.#follow(fn, text, FLOW_DEPTH);
    return { passages: this.#passages, names: [...this.#names].map(([name, site]) => ({ name, site })) };
  }

  #follow(fn: FunctionNode, text: string, depth: number): void {
    const key = `${fn.id} ${text}`;
    if (depth === 0 || this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#passages.push({ fn, text });
    for (const call of fn.calls)
      if (text.includes(`${call.fact.callee}(`)) for (const t of call.targets) this.#returned(t, depth - 1);
    for (const path of text.match(PATHS) ?? []) {
      const [head = '', ...parts] = path.split(/\?\.|\.|::/);
      const [field, ...further] = parts;
      if (!isSelf(fn, head)) this.#local(fn, head, parts, depth);
      else if (field === undefined) this.#type(fn.fact.owner, fn.file, TYPE_DEPTH);
      else this.#field(fn, `${head}.${field}`, field, further);
    }
  }

  /** A name of this function or of one around it. */
  #local(from: FunctionNode, name: string, parts: readonly string[], depth: number): void {
    for (let fn: FunctionNode | undefined = from; fn !== undefined; fn = fn.parent) {
      const at = fn.fact.params.findIndex((p) => p.name === name);
      if (at >= 0 && !this.#part(fn.fact.params[at]?.type, fn.file, parts)) this.#parameter(fn, at, depth);
      if (at >= 0 || this.#bound(fn, name, depth)) return;
    }
  }

  #bound(fn: FunctionNode, name: string, depth: number): boolean {
    const made = fn.calls.filter((c) => isNamed(c.fact.result, name));
    const objects = fn.objects.filter((o) => o.in === name);
    const assigned = fn.assignments.filter((a) => a.target === name || a.target.startsWith(`${name}[`));
    const loops = fn.loops.filter((l) => l.idents.includes(name));
    for (const { fact, targets } of made) {
      for (const t of targets) this.#returned(t, depth - 1);
      for (const arg of fact.args) if (arg.kind !== 'string') this.#follow(fn, arg.text, depth - 1);
    }
    for (const object of objects) this.#keys(fn.file, fn.file.objects.indexOf(object));
    for (const { text } of assigned) this.#follow(fn, text, depth - 1);
    if (made.length + objects.length + assigned.length > 0)
      for (const { target, line } of fn.assignments)
        if (target.startsWith(`${name}.`)) this.#add(target.split('.')[1] ?? '', fn.file, line);
    for (const { test } of loops) this.#follow(fn, test, depth - 1);
    for (const { fact } of made) if (fact.isNew) this.#type(fact.name, fn.file, TYPE_DEPTH);
    return made.length + objects.length + assigned.length + loops.length > 0;
  }

  #parameter(fn: FunctionNode, at: number, depth: number): void {
    const param = fn.fact.params[at];
    if (param === undefined) return;
    this.#passages.push({ fn, text: `${param.name} ${param.type ?? ''}` });
    this.#type(param.type, fn.file, TYPE_DEPTH);
    const offset =
      fn.fact.params[0] !== undefined && SELF.has(fn.fact.params[0].name.replace(/^&?(mut )?/, '')) ? 1 : 0;
    for (const caller of fn.callers.filter((c) => c.inScope).slice(0, MOST_CALLERS)) {
      for (const { fact, targets } of caller.calls) {
        if (!targets.includes(fn)) continue;
        const arg = fact.args.find((a) => a.name === param.name) ?? fact.args[at - offset];
        if (arg?.object !== undefined) this.#keys(caller.file, arg.object);
        if (arg !== undefined) this.#follow(caller, arg.text, depth - 1);
      }
    }
  }

  #returned(fn: FunctionNode, depth: number): void {
    if (depth <= 0 || !fn.inScope) return;
    this.#type(fn.fact.returns, fn.file, TYPE_DEPTH);
    for (const exit of fn.exits) {
      if (exit.kind !== 'return') continue;
      if (exit.object !== undefined) this.#keys(fn.file, exit.object);
      else this.#follow(fn, exit.text, depth);
    }
  }

  /** `engine.mode.name` holds the name and nothing else of the engine: follows the declared fields as far as they go. */
  #part(type: string | undefined, near: FileFacts, [field, ...further]: readonly string[]): boolean {
    if (field === undefined) return false;
    for (const word of type?.match(/[A-Za-z_]\w*/g) ?? [])
      for (const { file, fact } of this.#typesNamed(word, near)) {
        const member = fact.members.find((m) => m.name === field && m.kind === 'field');
        if (member === undefined) continue;
        if (!this.#part(member.type, file, further)) this.#type(member.type, file, TYPE_DEPTH - 1);
        return true;
      }
    return false;
  }

  /** A member of the function's own type: its declared type, or the object it is first given. */
  #field(fn: FunctionNode, path: string, field: string, further: readonly string[]): void {
    for (const { file, fact } of this.#typesNamed(fn.fact.owner, fn.file)) {
      for (const m of fact.members)
        if (m.name === field && m.kind === 'field' && !this.#part(m.type, file, further))
          this.#type(m.type, file, TYPE_DEPTH - 1);
    }
    for (const [index, object] of fn.file.objects.entries()) if (object.in === path) this.#keys(fn.file, index);
  }

  #keys(file: FileFacts, index: number): void {
    const object = file.objects[index];
    for (const key of object?.keys ?? []) {
      this.#add(key.name, file, key.line);
      if (key.object !== undefined && key.object !== index) this.#keys(file, key.object);
    }
    if (object?.typeName !== undefined) this.#type(object.typeName, file, 1);
  }

  #type(text: string | undefined, near: FileFacts, depth: number): void {
    if (depth === 0) return;
    for (const word of text?.match(/[A-Za-z_]\w*/g) ?? []) {
      for (const { file, fact, methods } of this.#typesNamed(word, near)) {
        if (depth < TYPE_DEPTH && isService(file, fact, methods.length)) continue;
        const place = `${depth} ${file.path}:${fact.line}`;
        if (this.#seen.has(place)) continue;
        this.#seen.add(place);
        for (const m of fact.members) {
          if (m.kind === 'field') this.#add(m.name, file, m.line);
          if (m.kind === 'field') this.#type(m.type, file, depth - 1);
        }
        const parts =
          fact.kind === 'union' || fact.kind === 'alias' || fact.kind === 'enum' ? fact.variants : fact.bases;
        for (const part of parts) this.#type(part, file, depth);
      }
    }
  }

  /** Declarations of a type; those of the same file, then of the same package, go first. */
  #typesNamed(name: string | undefined, near: FileFacts): TypeNode[] {
    const all = this.#types.get(name ?? '') ?? [];
    const own = all.filter((t) => t.file === near);
    if (own.length > 0) return own;
    const neighbours = all.filter((t) => t.file.package === near.package);
    return (neighbours.length > 0 ? neighbours : all).slice(0, 3);
  }

  #add(name: string, file: FileFacts, line: number): void {
    if (this.#names.size < MOST_NAMES && !this.#names.has(name)) this.#names.set(name, this.code.site(file.path, line));
  }
}

/** A class that does much is used by what is written and not written itself; structs of Rust and Go keep data and methods apart. */
function isService({ language }: FileFacts, { kind }: TypeNode['fact'], methods: number): boolean {
  return language === 'typescript' && kind === 'class' && methods > MOST_METHODS;
}

/** In Go a method names its receiver as it likes. */
function isSelf(from: FunctionNode, name: string): boolean {
  let fn: FunctionNode | undefined = from;
  while (fn !== undefined && fn.fact.self === undefined) fn = fn.parent;
  return SELF.has(name) || fn?.fact.self === name;
}

/** Go binds several names at once: 'bytes, err'. */
function isNamed(result: string | undefined, name: string): boolean {
  return result === name || (result?.includes(',') === true && result.split(/,\s*/).includes(name));
}

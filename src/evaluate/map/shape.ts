// The harness in one line, for the headline.
import type { Capabilities, HarnessMap, Language, PackageFacts } from '../../contracts.js';

const NAMES: Record<Language, string> = { typescript: 'TypeScript', python: 'Python', rust: 'Rust', go: 'Go' };

const CAN: [keyof Capabilities, string][] = [
  ['shell', 'runs shell commands'],
  ['codeExecution', 'runs generated code'],
  ['fileWrite', 'writes files'],
  ['network', 'reaches the network'],
  ['database', 'uses a database'],
  ['message', 'sends messages'],
  ['spend', 'spends money'],
  ['subagents', 'starts sub-agents'],
  ['mcp', 'connects MCP servers'],
];

export function kindOf(map: HarnessMap, servesMcp: boolean, packages: PackageFacts[]): HarnessMap['kind'] {
  if (!map.found) return servesMcp ? 'mcp-server' : 'none';
  const roots = new Set(map.scope.map((s) => s.root));
  const judged = packages.filter((p) => roots.has(p.root));
  const program = judged.some((p) => p.entries.some((e) => e.kind !== 'export'));
  return program || judged.length === 0 ? 'agent' : 'agent-library';
}

/** 'TypeScript agent, loop in run(), 7 tools: runs shell commands, writes files'. */
export function describeShape(map: HarnessMap): string {
  if (!map.found) return '';
  const languages = map.languages.map((l) => NAMES[l]).join(' and ');
  const loop = map.loops[0];
  const name = loop?.fn.replace(/^.*#|@\d+$/g, '');
  const loops =
    loop === undefined
      ? 'no loop found'
      : loop.kind === 'framework' || loop.kind === 'graph'
        ? `a ${loop.kind} loop`
        : loop.kind === 'events'
          ? `turns by events in ${name}`
          : `loop in ${name}`;
  if (map.kind === 'workflow') return `${languages} workflow, ${loops}, no tools offered to the model`;
  const can = CAN.filter(([key]) => map.capabilities[key]).map(([, text]) => text);
  const tools = map.tools.length === 1 ? '1 tool' : `${map.tools.length} tools`;
  return `${languages} ${map.kind === 'agent-library' ? 'agent library' : 'agent'}, ${loops}, ${tools}: ${can.length > 0 ? can.join(', ') : 'only reads'}`;
}

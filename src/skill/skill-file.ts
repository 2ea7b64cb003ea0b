// What a SKILL.md must be so that both hosts load it. The rules are those of the validators published with the format:
// skills-ref of agentskills/agentskills, and quick_validate.py of anthropics/skills and openai/skills. A file that breaks
// one is skipped in silence by a host, which is why they are checked here.
import { type Document, isCollection, isNode, parseDocument, visit } from 'yaml';

const KEYS = ['name', 'description', 'license', 'metadata', 'allowed-tools'];
const LONGEST_NAME = 64;
const LONGEST_DESCRIPTION = 1024;
const MOST_LINES = 500;
/** About 5,000 tokens at four characters each. */
const MOST_CHARACTERS = 20_000;

/** What is wrong with a SKILL.md that stands in a folder of that name; empty when nothing is. */
export function problemsOf(text: string, folder: string): string[] {
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  if (front === undefined || body === undefined)
    return ['it does not begin with front matter between two lines of ---'];
  if (front.includes('---')) return ['its front matter holds ---, at which one validator ends it'];
  const document = parseDocument(front, { strict: true, uniqueKeys: true });
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) return [`its front matter is no strict YAML: ${error.message.split('\n')[0]}`];
  const value: unknown = document.toJS();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['its front matter is no mapping'];
  return [...beyondStrict(document), ...frontProblems(value as Record<string, unknown>, folder), ...bodyProblems(body)];
}

/** skills-ref reads with StrictYAML, which refuses what can be read in two ways (https://hitchdev.com/strictyaml). */
function beyondStrict(document: Document): string[] {
  const found = new Set<string>();
  visit(document, {
    Alias: () => void found.add('an alias'),
    Node: (_, node) => {
      if (isCollection(node) && node.flow === true) found.add('braces or brackets in place of lines');
      if (isNode(node) && 'anchor' in node && node.anchor !== undefined) found.add('an anchor');
      if (node.tag?.startsWith('!')) found.add('a tag');
    },
  });
  return [...found].map((what) => `its front matter uses ${what}, which StrictYAML refuses`);
}

function frontProblems(front: Record<string, unknown>, folder: string): string[] {
  const { name, description, metadata = {}, license = '', 'allowed-tools': tools = '' } = front;
  const unknown = Object.keys(front).filter((key) => !KEYS.includes(key));
  return [
    ...unknown.map((key) => `'${key}' is no key that both hosts accept`),
    ...(typeof name === 'string' ? nameProblems(name, folder) : ['it has no name']),
    ...(typeof description === 'string' ? descriptionProblems(description) : ['it has no description']),
    ...(typeof metadata === 'object' && Object.values(metadata ?? {}).every((entry) => typeof entry === 'string')
      ? []
      : ['values of metadata must be strings']),
    ...(typeof license === 'string' && typeof tools === 'string' ? [] : ['license and allowed-tools must be texts']),
  ];
}

function nameProblems(name: string, folder: string): string[] {
  return [
    ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? [] : ['its name must be lowercase words joined by single hyphens']),
    ...(name.length > LONGEST_NAME ? [`its name is longer than ${LONGEST_NAME} characters`] : []),
    ...(name === folder ? [] : [`its name is '${name}' but its folder is '${folder}'`]),
  ];
}

function descriptionProblems(description: string): string[] {
  return [
    ...(description.trim() === '' ? ['its description is empty'] : []),
    ...(description.length > LONGEST_DESCRIPTION
      ? [`its description is longer than ${LONGEST_DESCRIPTION} characters`]
      : []),
    ...(/[<>]/.test(description) ? ['its description holds an angle bracket'] : []),
  ];
}

function bodyProblems(body: string): string[] {
  return [
    ...(body.trim() === '' ? ['it has no body'] : []),
    ...(body.split('\n').length > MOST_LINES ? [`its body is longer than ${MOST_LINES} lines`] : []),
    ...(body.length > MOST_CHARACTERS ? [`its body is longer than ${MOST_CHARACTERS} characters`] : []),
  ];
}

// Generates the published JSON Schemas from the contracts, so that types and schemas cannot disagree.
// `--check` fails when one is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Node, Project } from 'ts-morph';

const root = new URL('..', import.meta.url).pathname;
const check = process.argv.includes('--check');
const project = new Project({ compilerOptions: { strict: true } });
const files = project.addSourceFilesAtPaths(join(root, 'src/contracts/*.ts'));

const declarations = new Map(
  files.flatMap((file) => [...file.getInterfaces(), ...file.getTypeAliases()]).map((d) => [d.getName(), d]),
);

/** The schema of one named type with all it refers to under `$defs`. */
function schemaOf(name, title) {
  const defs = new Map();
  const body = declared(declarations.get(name), defs);
  const sorted = [...defs].sort(([a], [b]) => (a < b ? -1 : 1));
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...body, $defs: Object.fromEntries(sorted) };
}

function declared(declaration, defs) {
  const about = docs(declaration);
  if (Node.isTypeAliasDeclaration(declaration)) return { ...about, ...typed(declaration.getTypeNodeOrThrow(), defs) };
  const bases = declaration.getExtends().map((base) => declarations.get(base.getText()));
  return {
    ...about,
    ...object(
      [...bases, declaration].flatMap((d) => d.getProperties()),
      defs,
    ),
  };
}

function object(properties, defs) {
  const entries = properties.map((p) => [p.getName(), { ...docs(p), ...typed(p.getTypeNodeOrThrow(), defs) }]);
  const required = properties.filter((p) => !p.hasQuestionToken()).map((p) => p.getName());
  return { type: 'object', additionalProperties: false, required, properties: Object.fromEntries(entries) };
}

function typed(node, defs) {
  if (Node.isArrayTypeNode(node)) return { type: 'array', items: typed(node.getElementTypeNode(), defs) };
  if (Node.isParenthesizedTypeNode(node)) return typed(node.getTypeNode(), defs);
  if (Node.isTypeLiteral(node)) return object(node.getProperties(), defs);
  if (Node.isLiteralTypeNode(node)) return literal(node.getLiteral());
  if (Node.isUnionTypeNode(node)) return union(node.getTypeNodes().map((arm) => typed(arm, defs)));
  if (Node.isIndexedAccessTypeNode(node)) return member(node, defs);
  if (Node.isTypeReference(node)) return reference(node, defs);
  return { type: node.getText() };
}

function literal(node) {
  if (Node.isNullLiteral(node)) return { type: 'null' };
  return { const: Node.isStringLiteral(node) ? node.getLiteralValue() : JSON.parse(node.getText()) };
}

function union(arms) {
  return arms.every((arm) => 'const' in arm) ? { enum: arms.map((arm) => arm.const) } : { anyOf: arms };
}

function member(node, defs) {
  const owner = declarations.get(node.getObjectTypeNode().getText());
  const property = owner.getPropertyOrThrow(JSON.parse(node.getIndexTypeNode().getText().replaceAll("'", '"')));
  return typed(property.getTypeNodeOrThrow(), defs);
}

function reference(node, defs) {
  const name = node.getTypeName().getText();
  if (name === 'Record') {
    const value = typed(node.getTypeArguments()[1], defs);
    return { type: 'object', additionalProperties: value };
  }
  const declaration = declarations.get(name);
  if (declaration === undefined) throw new Error(`no contract is called ${name}`);
  if (!defs.has(name)) {
    defs.set(name, {});
    defs.set(name, declared(declaration, defs));
  }
  return { $ref: `#/$defs/${name}` };
}

function docs(node) {
  const text = node
    .getJsDocs()
    .map((doc) => doc.getDescription().replace(/\s+/g, ' ').trim())
    .join(' ');
  return text === '' ? {} : { description: text };
}

let stale = false;
for (const [file, name, title] of [
  ['report.schema.json', 'Report', 'What harness evaluate --format json prints'],
  ['facts.schema.json', 'Facts', 'What harness evaluate --save-facts writes'],
  ['brief.schema.json', 'Brief', 'What harness design --brief reads'],
  ['design.schema.json', 'Design', 'What harness design writes to harness.design.yaml'],
  ['review-packet.schema.json', 'WrittenPacket', 'What harness evaluate --review-packet writes'],
  ['review-answers.schema.json', 'ReviewAnswers', 'What harness evaluate --review takes from a file'],
]) {
  const path = join(root, 'schemas', file);
  const text = `${JSON.stringify(schemaOf(name, title), null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (check) {
    console.error(`schemas/${file} is stale: run node scripts/schemas.mjs`);
    stale = true;
  } else {
    mkdirSync(join(root, 'schemas'), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote schemas/${file}`);
  }
}
process.exit(stale ? 1 : 0);

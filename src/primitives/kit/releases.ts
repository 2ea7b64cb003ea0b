// How software leaves a repository: what publishes it, what ships, and what looks at it before. Read from manifests and
// continuous integration files; nothing of it is run.
import type { JudgeContext, PackageFacts } from '../../contracts.js';
import { ciCommands, commandsIn, runsTests } from './ci.js';

const PUBLISHES =
  /\b((npm|pnpm|yarn|bun)( \S+)* publish\b(?!.*--dry-run)|changeset publish|semantic-release|release-it|lerna publish|twine upload|(uv|poetry|hatch|flit|maturin|pdm) (publish|upload)|cargo (publish|release|dist)|goreleaser|vsce publish|ovsx publish|docker( buildx)? (push|build .*--push)|gh release (create|upload)|jsr publish)/;
const PUBLISHING_ACTION =
  /^(pypa\/gh-action-pypi-publish|JS-DevTools\/npm-publish|changesets\/action|goreleaser\/goreleaser-action|softprops\/action-gh-release|ncipollo\/release-action|actions\/upload-release-asset|docker\/build-push-action|googleapis\/release-please-action|PyO3\/maturin-action|svenstaro\/upload-release-action)/;
const LOOKS =
  /\b(twine check|npm pack\b.*--dry-run|publint|attw|arethetypeswrong|check-manifest|cargo package|check-wheel-contents|pack --dry|check[-:]?(package|pack|dist|release)|verify[-:\w]*(release|package|tarball|dist))\b/;
const BEFORE = ['prepublishOnly', 'prepublish', 'prepack', 'preversion', 'prerelease', 'prepare'];

/** A line of a manifest or CI file, and what it does. */
export interface Seen {
  file: string;
  line: number;
  note: string;
}

function seen(file: string, line: number, note: string): Seen {
  return { file, line, note };
}

/** Commands, jobs and manifests that put something before the public. */
export function publications(context: JudgeContext): Seen[] {
  const { documents, facts } = context.code;
  const commands = ciCommands(context)
    .filter((c) => commandsIn(c.text).some((x) => PUBLISHES.test(x)))
    .map((c) => seen(c.document.path, c.line, 'publishes'));
  const actions = documents
    .filter((d) => d.role === 'ci')
    .flatMap((d) =>
      d.entries
        .filter((e) => e.path.endsWith('.uses') && PUBLISHING_ACTION.test(e.value))
        .map((e) => seen(d.path, e.line, 'publishes')),
    );
  const manifests = facts.packages.filter((p) => !p.private).flatMap((p) => meantForRegistry(context, p));
  return [...commands, ...recipes(context, PUBLISHES, 'publishes'), ...actions, ...manifests];
}

const MAKEFILE = /(^|\/)((GNUm|M)akefile|[Jj]ustfile|.*\.mk)$/;

/** Lines of Makefile recipes that hold such a command. */
function recipes({ code }: JudgeContext, command: RegExp, note: string): Seen[] {
  return code.documents
    .filter((d) => MAKEFILE.test(d.path))
    .flatMap((d) => d.entries.filter((e) => command.test(e.value)).map((e) => seen(d.path, e.line, note)));
}

/** The manifest configures publishing, has a script for it, or fills in what only an index shows. */
function meantForRegistry({ code }: JudgeContext, pkg: PackageFacts): Seen[] {
  const entries = code.documents.find((d) => d.path === pkg.manifest)?.entries ?? [];
  const script = Object.entries(pkg.scripts).find(
    ([name, text]) => PUBLISHES.test(text) || BEFORE.slice(0, 2).includes(name),
  )?.[0];
  const meant = entries.find(
    (e) =>
      /^(publishConfig(\.|$)|project\.classifiers\.|tool\.poetry\.classifiers)/.test(e.path) ||
      (script !== undefined && e.path === `scripts.${script}`),
  );
  if (meant !== undefined) return [seen(pkg.manifest, meant.line, 'is meant to be published')];
  const listed = entries.find((e) => /^files(\.0|\[0\])?$/.test(e.path));
  if (pkg.language === 'typescript' && listed !== undefined)
    return [seen(pkg.manifest, listed.line, 'says what a published package holds')];
  return pkg.language === 'python' ? meantForIndex(pkg.manifest, entries) : [];
}

/** Python: what only an index shows (authors, links, keywords, a readme) is filled in. */
function meantForIndex(manifest: string, entries: { path: string; line: number }[]): Seen[] {
  const shown = ['project.authors', 'project.urls', 'project.keywords', 'project.readme', 'project.license'].filter(
    (k) => entries.some((e) => e.path.startsWith(k)),
  );
  const first = entries.find((e) => e.path.startsWith(shown[0] ?? ' '));
  return shown.length >= 2 && first !== undefined ? [seen(manifest, first.line, 'is meant to be published')] : [];
}

/** Lists of the files that ship. */
export function allowLists({ code }: JudgeContext): Seen[] {
  const keys =
    /^(files(\.0)?|package\.include(\.0)?|tool\.setuptools\.(package-data|packages|py-modules)\b.*|tool\.hatch\.build\.targets\.\w+\.(include|packages|only-include)\b.*|tool\.poetry\.(include|packages)\b.*|tool\.flit\.sdist\.include\b.*)$/;
  const open = new Set(code.facts.packages.filter((p) => p.private).map((p) => p.manifest));
  const manifests = code.documents
    .filter((d) => d.role === 'manifest' && !open.has(d.path))
    .flatMap((d) =>
      d.entries
        .filter((e) => keys.test(e.path))
        .slice(0, 1)
        .map((e) => seen(d.path, e.line, 'lists what ships')),
    );
  const assets = code.documents
    .filter((d) => d.role === 'ci')
    .flatMap((d) =>
      d.entries
        .filter((e) => /\.with\.(files|artifacts|asset_path)(\[\d+\])?$/.test(e.path) && e.value !== '')
        .slice(0, 1)
        .map((e) => seen(d.path, e.line, 'names the files of the release')),
    );
  const copies = code.documents
    .filter((d) => /(^|\/)Dockerfile[^/]*$/.test(d.path))
    .flatMap((d) =>
      d.entries
        .filter((e) => /^COPY\s+(?!\.\s)/.test(e.value) && !onlyManifests(e.value))
        .slice(0, 1)
        .map((e) => seen(d.path, e.line, 'copies chosen folders')),
    );
  return [...manifests, ...assets, ...(manifests.length + assets.length === 0 ? copies : [])];
}

/** What is copied to install dependencies says nothing of what ships. */
function onlyManifests(copy: string): boolean {
  const sources = copy
    .split(/\s+/)
    .slice(1, -1)
    .filter((s) => !s.startsWith('--'));
  return sources.every((s) =>
    /(^|\/)(go\.(mod|sum)|package(-lock)?\.json|requirements[\w.-]*\.txt|pyproject\.toml|Cargo\.(toml|lock)|[\w-]+\.lock|pnpm-[\w-]+\.yaml)$/.test(
      s,
    ),
  );
}

/** Hooks and steps that look before something is published: in the publishing file or the package's own scripts. */
export function checksBefore(context: JudgeContext, published: Seen[]): Seen[] {
  const { code } = context;
  const files = new Set(published.map((p) => p.file));
  const steps = ciCommands(context)
    .filter((c) => files.has(c.document.path) && (LOOKS.test(c.text) || runsTests(context, c.text)))
    .map((c) => seen(c.document.path, c.line, 'checks before publishing'));
  const own = code.documents
    .filter((d) => d.role === 'ci' && files.has(d.path))
    .flatMap((d) =>
      d.entries
        .filter(
          (e) =>
            /\.(uses|name)$/.test(e.path) &&
            /\b(verify|check|smoke)[\w -]*(package|tarball|publish|wheel|artifact)|verify-release/i.test(e.value),
        )
        .slice(0, 1)
        .map((e) => seen(d.path, e.line, 'checks before publishing')),
    );
  const hooks = code.facts.packages.flatMap((p) => {
    const entries = code.documents.find((d) => d.path === p.manifest)?.entries ?? [];
    const names = Object.entries(p.scripts)
      .filter(
        ([name, text]) =>
          (BEFORE.includes(name) || PUBLISHES.test(text)) &&
          (runsTests(context, text) || LOOKS.test(text) || /\b(check|lint|verify|validate)\b/.test(text)),
      )
      .map(([name]) => `scripts.${name}`);
    return entries
      .filter((e) => names.includes(e.path))
      .map((e) => seen(p.manifest, e.line, 'checks before publishing'));
  });
  const made = recipes(context, LOOKS, 'checks before publishing').filter((r) => files.has(r.file));
  const all = [...steps, ...own, ...hooks, ...made];
  // A step's name and its command are one check.
  return all.filter((s, i) => all.findIndex((o) => o.file === s.file && Math.abs(o.line - s.line) < 3) === i);
}

/** Compiler settings that put source maps beside the code of published packages. */
export function sourceMaps({ code }: JudgeContext): Seen[] {
  const built = code.facts.packages.some((p) => !p.private && p.language === 'typescript');
  if (!built) return [];
  return code.documents
    .filter((d) => /(^|\/)tsconfig[\w.-]*\.json$/.test(d.path) && d.role === 'config')
    .flatMap((d) =>
      d.entries
        .filter(
          (e) => /^compilerOptions\.(sourceMap|inlineSourceMap|inlineSources)$/.test(e.path) && e.value === 'true',
        )
        .slice(0, 1)
        .map((e) => seen(d.path, e.line, 'source maps are built')),
    );
}

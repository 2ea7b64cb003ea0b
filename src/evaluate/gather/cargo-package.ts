// Cargo.toml: what a crate claims and the binaries it declares. A manifest of a workspace alone is no crate.
import type { DocumentFacts } from '../../contracts.js';
import { type Claim, type Declared, emptyClaim, valueAt } from './claim.js';

const DEPENDENCY = /^(?:target\..*\.)?(dependencies|dev-dependencies|build-dependencies)\.([\w-]+)/;

/** Claims of a crate. */
export function cargoClaim(document: DocumentFacts): Claim | undefined {
  const name = valueAt(document, 'package.name');
  if (name === undefined) return undefined;
  const found = document.entries.flatMap(({ path }) => {
    const [, table, crate] = DEPENDENCY.exec(path) ?? [];
    return table === undefined || crate === undefined ? [] : [{ table, crate }];
  });
  const of = (isNeeded: boolean) => found.filter(({ table }) => (table === 'dependencies') === isNeeded);
  return {
    ...emptyClaim(document.path, 'rust'),
    name,
    private: valueAt(document, 'package.publish') === 'false',
    dependencies: of(true).map(({ crate }) => crate),
    devDependencies: of(false).map(({ crate }) => crate),
  };
}

/** Targets a crate declares by path; those found by convention are looked for among the files. */
export function cargoEntries(document: DocumentFacts): Declared[] {
  const name = valueAt(document, 'package.name') ?? '';
  return document.entries.flatMap(({ path, value }): Declared[] => {
    if (path === 'lib.path') return [{ kind: 'export', name, target: value }];
    const bin = /^bin\.(\d+)\.path$/.exec(path)?.[1];
    return bin === undefined
      ? []
      : [{ kind: 'bin', name: valueAt(document, `bin.${bin}.name`) ?? name, target: value }];
  });
}

// Files that a framework or a server runs by their place or by what they make; no manifest names them. Conventions are those
// of the frameworks' documentation, and count only where the package depends on the framework.
import type { EntryFact, FileFacts, PackageFacts } from '../../contracts.js';
import { stemOf } from './paths.js';

interface Convention {
  /** Any of these dependencies makes it count. */
  needs: string[];
  /** Paths inside the package. */
  path: RegExp;
}

const CODE = '\\.[cm]?[jt]sx?$';
const CONVENTIONS: Convention[] = [
  {
    // https://nextjs.org/docs/app/api-reference/file-conventions
    needs: ['next'],
    path: new RegExp(
      `^(src/)?(app/(.*/)?(route|page|layout|template|default|actions?)|pages/.*|middleware|proxy|instrumentation)${CODE}`,
    ),
  },
  // https://svelte.dev/docs/kit/routing
  { needs: ['@sveltejs/kit'], path: new RegExp(`^src/(routes/(.*/)?\\+[\\w.]+|hooks(\\.\\w+)?)${CODE}`) },
  // https://nuxt.com/docs/guide/directory-structure/server
  {
    needs: ['nuxt', 'nitropack', 'nitro'],
    path: new RegExp(`^(src/)?server/(api|routes|middleware|plugins|tasks)/.*${CODE}`),
  },
  // https://reactrouter.com/explanation/special-files
  {
    needs: ['@remix-run/node', '@remix-run/react', '@react-router/node'],
    path: new RegExp(`^app/(routes/.*|root|entry\\.\\w+)${CODE}`),
  },
  // https://docs.astro.build/en/basics/project-structure
  { needs: ['astro'], path: new RegExp(`^src/(pages/.*|middleware)${CODE}`) },
  // https://vercel.com/docs/functions, https://docs.netlify.com/functions
  { needs: ['@vercel/node', '@netlify/functions'], path: new RegExp(`^(api|netlify/functions)/.*${CODE}`) },
];

/** Objects that a server or worker is pointed at by name: `uvicorn main:app`, `celery -A tasks`. */
const SERVED = /^(\w+\.)?(FastAPI|Flask|Starlette|Quart|Sanic|Litestar|Celery|AsyncApp|App|Blueprint|Huey|Dramatiq)$/;
const LAMBDA = /^(handler|lambda_handler)$/;

/** Entries of the package that its frameworks would find. */
export function hostedEntries(unit: PackageFacts, files: readonly FileFacts[]): EntryFact[] {
  const needs = new Set([...unit.dependencies, ...unit.devDependencies]);
  const conventions = CONVENTIONS.filter((c) => c.needs.some((n) => needs.has(n)));
  return files
    .filter(({ role }) => role === 'source')
    .filter((file) => {
      const local = unit.root === '' ? file.path : file.path.slice(unit.root.length + 1);
      return conventions.some((c) => c.path.test(local)) || isServed(file) || isLambda(file);
    })
    .map((file) => ({ kind: 'hosted', name: stemOf(file.path), file: file.path }));
}

function isServed({ language, values }: FileFacts): boolean {
  return (
    language === 'python' &&
    values.some((v) => v.owner === undefined && v.callee !== undefined && SERVED.test(v.callee))
  );
}

function isLambda({ functions }: FileFacts): boolean {
  return functions.some(
    (f) => LAMBDA.test(f.name) && f.parent === 0 && f.exported && f.params[0]?.name === 'event' && f.params.length >= 1,
  );
}

import { describe, expect, it } from 'vitest';
import type { ArgFact, Language, ValueKind } from '../../../src/contracts.js';
import { allEffects, type EffectCall, matchEffect } from '../../../src/evaluate/map/effects.js';

const LANGUAGES: Language[] = ['typescript', 'python', 'rust', 'go'];

/** A call from its callee, arguments as [kind, text, keyword?], and where its names come from. */
function call(
  language: Language,
  callee: string,
  origin: { module?: string; imports?: string[]; isNew?: boolean } = {},
  args: [ValueKind, string, string?][] = [],
): EffectCall {
  const facts: ArgFact[] = args.map(([kind, text, name]) => ({ kind, text, ...(name === undefined ? {} : { name }) }));
  const name = callee.split(/[.:]+/).at(-1) as string;
  return { language, callee, name, args: facts, ...origin };
}

/** 'class' or 'class/store'. */
function effectOf(subject: EffectCall): string | undefined {
  const effect = matchEffect(subject);
  return effect && (effect.store === undefined ? effect.class : `${effect.class}/${effect.store}`);
}

describe('typescript', () => {
  it.each([
    [call('typescript', 'spawn', { module: 'node:child_process' }), 'shell'],
    [call('typescript', 'cp.execSync', { module: 'child_process' }), 'shell'],
    [call('typescript', 'execAsync', { imports: ['node:child_process'] }), 'shell'],
    [call('typescript', 'execAsync'), undefined],
    [call('typescript', 'regex.exec'), undefined],
    [call('typescript', 'db.exec', { imports: ['better-sqlite3'] }, [['string', 'DELETE FROM t']]), 'database/delete'],
    [call('typescript', 'this.db.prepare', { imports: ['better-sqlite3'] }, [['string', 'SELECT 1']]), 'database/read'],
    [
      call('typescript', 'db.prepare', { imports: ['better-sqlite3'] }, [['reference', 'statement']]),
      'database/insert',
    ],
    [call('typescript', 'tool.execute', { imports: ['mysql2/promise'] }), undefined],
    [call('typescript', 'eval'), 'eval'],
    [call('typescript', 'model.eval'), undefined],
    [call('typescript', 'Function', { isNew: true }), 'eval'],
    [call('typescript', 'Function'), undefined],
    [call('typescript', 'fs.promises.writeFile', { module: 'fs' }), 'write/overwrite'],
    [
      call('typescript', 'writeFile', { module: 'fs/promises' }, [
        ['string', 'p'],
        ['string', ''],
        ['object', "{ flag: 'a' }"],
      ]),
      'write/append',
    ],
    [call('typescript', 'appendFileSync', { module: 'node:fs' }), 'write/append'],
    [
      call('typescript', 'createWriteStream', { module: 'fs' }, [
        ['string', 'p'],
        ['object', "{ flags: 'a' }"],
      ]),
      'write/append',
    ],
    [call('typescript', 'fs.renameSync', { module: 'fs' }), 'write/rename'],
    [call('typescript', 'fs.mkdirSync', { module: 'fs' }), undefined],
    [call('typescript', 'Bun.write'), 'write/overwrite'],
    [call('typescript', 'fs.rm', { module: 'fs-extra' }), 'delete/delete'],
    [call('typescript', 'globalThis.fetch'), 'network'],
    [call('typescript', 'git.fetch'), undefined],
    [call('typescript', 'this.prisma.user.create', { imports: ['@prisma/client'] }), 'database/insert'],
    [call('typescript', 'transport.sendMail'), 'message'],
    [call('typescript', 'stripe.paymentIntents.create', { imports: ['stripe'] }), 'spend'],
    [call('typescript', 'client.messages.create', { imports: ['@anthropic-ai/sdk'] }), undefined],
    [call('typescript', 'Worker', { isNew: true, module: 'worker_threads' }), undefined],
  ])('%j', (subject, expected) => expect(effectOf(subject)).toBe(expected));
});

describe('python', () => {
  it.each([
    [call('python', 'subprocess.run', { module: 'subprocess' }), 'shell'],
    [call('python', 'asyncio.run', { module: 'asyncio' }), undefined],
    [call('python', 'asyncio.create_subprocess_shell', { module: 'asyncio' }), 'shell'],
    [call('python', 'exec'), 'eval'],
    [call('python', 're.compile', { module: 're' }), undefined],
    [call('python', 'open', {}, [['reference', 'path']]), 'read/read'],
    [
      call('python', 'open', {}, [
        ['reference', 'path'],
        ['string', 'rb'],
      ]),
      'read/read',
    ],
    [
      call('python', 'open', {}, [
        ['reference', 'path'],
        ['string', 'r+'],
      ]),
      'write/overwrite',
    ],
    [
      call('python', 'open', {}, [
        ['reference', 'path'],
        ['string', 'utf-8', 'encoding'],
      ]),
      'read/read',
    ],
    [
      call('python', 'open', {}, [
        ['reference', 'path'],
        ['string', 'a', 'mode'],
      ]),
      'write/append',
    ],
    [
      call('python', 'open', {}, [
        ['reference', 'path'],
        ['reference', 'access'],
      ]),
      'write/overwrite',
    ],
    [call('python', 'webbrowser.open', { module: 'webbrowser' }), undefined],
    [call('python', 'log_path.open', { imports: ['pathlib'] }, [['string', 'a']]), 'write/append'],
    [call('python', 'Path().write_text', { module: 'pathlib' }), 'write/overwrite'],
    [call('python', 'os.replace', { module: 'os' }), 'write/rename'],
    [call('python', 'text.replace', { imports: ['os', 'pathlib'] }), undefined],
    [call('python', 'shutil.rmtree', { module: 'shutil' }), 'delete/delete'],
    [call('python', 'items.remove', { imports: ['os'] }), undefined],
    [call('python', 'request.urlopen', { module: 'urllib' }), 'network'],
    [call('python', 'self.session.post', { imports: ['requests'] }), 'network'],
    [call('python', 'config.get', { imports: ['requests'] }), undefined],
    [
      call('python', 'self._conn.execute', { imports: ['sqlite3'] }, [['string', 'INSERT INTO t SELECT 1']]),
      'database/insert',
    ],
    [call('python', 'tool.execute', { imports: ['sqlite3'] }), undefined],
    [call('python', 'client.chat_postMessage', { imports: ['slack_sdk'] }), 'message'],
    [call('python', 'stripe.Charge.create', { module: 'stripe' }), 'spend'],
  ])('%j', (subject, expected) => expect(effectOf(subject)).toBe(expected));
});

describe('rust', () => {
  it.each([
    [call('rust', 'Command::new', { module: 'std::process' }), 'shell'],
    [call('rust', 'Command::new', { module: 'clap' }), undefined],
    [call('rust', 'tokio::process::Command::new'), 'shell'],
    [call('rust', 'fs::write', { module: 'std::fs' }), 'write/overwrite'],
    [call('rust', 'fs::write', { module: 'std' }), 'write/overwrite'],
    [call('rust', 'std::fs::rename'), 'write/rename'],
    [call('rust', 'OpenOptions::new().create().append', { module: 'std::fs' }, [['boolean', 'true']]), 'write/append'],
    [call('rust', 'lines.append', { imports: ['std::fs'] }, [['other', '&mut rest']]), undefined],
    [call('rust', 'fs::create_dir_all', { module: 'std::fs' }), undefined],
    [call('rust', 'self.client.post', { imports: ['reqwest'] }), 'network'],
    [call('rust', 'map.get', { imports: ['reqwest'] }), undefined],
    [call('rust', 'sqlx::query!', {}, [['string', 'SELECT 1']]), 'database/read'],
    [call('rust', 'conn.execute', { imports: ['rusqlite'] }, [['string', 'UPDATE t SET a = 1']]), 'database/insert'],
  ])('%j', (subject, expected) => expect(effectOf(subject)).toBe(expected));
});

describe('go', () => {
  it.each([
    [call('go', 'exec.CommandContext', { module: 'os/exec' }), 'shell'],
    [call('go', 'cobra.Command', { module: 'github.com/spf13/cobra' }), undefined],
    [call('go', 'os.WriteFile', { module: 'os' }), 'write/overwrite'],
    [
      call('go', 'os.OpenFile', { module: 'os' }, [
        ['string', 'p'],
        ['binary', 'os.O_APPEND|os.O_CREATE|os.O_WRONLY'],
      ]),
      'write/append',
    ],
    [
      call('go', 'os.OpenFile', { module: 'os' }, [
        ['string', 'p'],
        ['reference', 'os.O_RDONLY'],
      ]),
      'read/read',
    ],
    [call('go', 'os.Getenv', { module: 'os' }), undefined],
    [call('go', 'os.RemoveAll', { module: 'os' }), 'delete/delete'],
    [call('go', 'http.NewRequestWithContext', { module: 'net/http' }), 'network'],
    [
      call('go', 'Conn.Exec', { imports: ['github.com/jmoiron/sqlx'] }, [['string', 'DELETE FROM plans']]),
      'database/delete',
    ],
    [
      call('go', 'tx.ExecContext', { imports: ['database/sql'] }, [
        ['reference', 'ctx'],
        ['string', 'INSERT INTO t'],
      ]),
      'database/insert',
    ],
    [call('go', 'cache.Get', { imports: ['database/sql'] }), undefined],
  ])('%j', (subject, expected) => expect(effectOf(subject)).toBe(expected));
});

describe('every language', () => {
  it.each(LANGUAGES)('%s knows the effects that gate a tool', (language) => {
    const classes = new Set(allEffects(language).map((pattern) => pattern.class));
    for (const wanted of ['shell', 'eval', 'write', 'read', 'delete', 'network', 'database', 'message', 'spend'])
      expect(classes).toContain(wanted);
  });

  it.each(LANGUAGES)('%s has well-formed patterns, none twice', (language) => {
    const seen = allEffects(language).map((p) =>
      JSON.stringify([p.suffix, p.module, p.how, p.receiver, p.isNew, p.given]),
    );
    expect(new Set(seen).size).toBe(seen.length);
    for (const { suffix } of allEffects(language)) expect(suffix).toMatch(/^[$\w]+(\.[$\w]+)*!?$/);
  });
});

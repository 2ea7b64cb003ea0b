// On the machine itself: processes, code that is run from text, and files.
import { appended, type EffectPattern, each, OPEN_MODE, renamed, written } from '../pattern.js';

const FS = ['fs', 'fs-extra', 'graceful-fs'];

const PROCESS = ['child_process'];

const PTY = ['node-pty', '@lydell/node-pty', '@homebridge/node-pty-prebuilt-multiarch', 'bun-pty'];

const FLAGS = [{ has: ["flags: 'a", 'flags: "a', "flag: 'a", 'flag: "a'], store: 'append' as const }];

const shell: EffectPattern[] = [
  ...each({ class: 'shell', module: PROCESS }, 'spawn spawnSync exec execSync execFile execFileSync fork'),
  ...each({ class: 'shell', module: PROCESS, how: 'binding' }, 'execAsync execFileAsync execPromise execP spawnAsync'),
  ...each({ class: 'shell', module: ['cross-spawn'] }, 'spawn crossSpawn sync'),
  ...each({ class: 'shell', module: ['execa'] }, 'execa execaSync execaCommand execaCommandSync execaNode $'),
  ...each({ class: 'shell', module: ['zx', 'bun', 'dax-sh', 'dax'] }, '$ spawn spawnSync'),
  ...each({ class: 'shell', module: ['tinyexec', 'shelljs', 'nano-spawn'] }, 'exec x spawn'),
  ...each({ class: 'shell' }, 'Bun.spawn Bun.spawnSync Bun.$ Deno.run'),
  { class: 'shell', suffix: 'Deno.Command', isNew: true },
  ...each({ class: 'shell', module: PTY }, 'spawn'),
  ...each(
    { class: 'shell', module: [...PROCESS, ...PTY], how: 'instance', receiver: ['pty', '=cp', 'child'] },
    'spawn',
  ),
  ...each(
    {
      class: 'shell',
      module: ['ssh2', 'dockerode', 'node-ssh'],
      how: 'instance',
      receiver: ['conn', 'ssh', 'container', 'client'],
    },
    'exec execCommand',
  ),
  ...each(
    { class: 'shell', module: ['e2b', '@e2b', '@vercel/sandbox', '@daytonaio/sdk'], how: 'instance' },
    'commands.run runCommand process.executeCommand',
  ),
];

const evaluation: EffectPattern[] = [
  ...each({ class: 'eval' }, 'eval'),
  { class: 'eval', suffix: 'Function', isNew: true },
  ...each({ class: 'eval', module: ['vm'] }, 'runInContext runInNewContext runInThisContext compileFunction Script'),
  ...each(
    { class: 'eval', module: ['vm', 'isolated-vm'], how: 'instance', receiver: ['script'] },
    'runInContext runInNewContext runInThisContext run',
  ),
  ...each(
    { class: 'eval', module: ['quickjs-emscripten', '@sebastianwessel/quickjs', 'vm2', 'pyodide'], how: 'instance' },
    'evalCode evalCodeAsync runPythonAsync runPython',
  ),
  ...each({ class: 'eval', module: ['@e2b', 'e2b', '@daytonaio/sdk'], how: 'instance' }, 'runCode process.codeRun'),
];

const write: EffectPattern[] = [
  ...each({ ...written, module: FS, argument: { at: 2, variants: FLAGS } }, 'writeFile writeFileSync'),
  ...each({ ...written, module: FS, argument: { at: 1, variants: FLAGS } }, 'createWriteStream'),
  ...each(
    { ...written, module: FS },
    'outputFile outputFileSync outputJson writeJson writeJsonSync writeJSON write writeSync copyFile copyFileSync cp cpSync truncate truncateSync',
  ),
  ...each(
    { ...written, module: FS, how: 'instance', receiver: ['=fs', '=fsp', 'handle', '=file', 'promises'] },
    'writeFile writeFileSync',
  ),
  ...each({ ...appended, module: FS }, 'appendFile appendFileSync'),
  ...each(
    { ...appended, module: FS, how: 'instance', receiver: ['=fs', '=fsp', 'handle', '=file', 'promises'] },
    'appendFile appendFileSync',
  ),
  ...each({ ...renamed, module: FS }, 'rename renameSync move moveSync'),
  ...each({ ...renamed, module: FS, how: 'instance', receiver: ['=fs', '=fsp', 'promises'] }, 'rename renameSync'),
  ...each(
    { ...renamed, module: ['write-file-atomic', 'atomically'] },
    'writeFileAtomic writeFileAtomicSync writeFile writeFileSync sync',
  ),
  ...each(written, 'Bun.write Deno.writeTextFile Deno.writeTextFileSync Deno.writeFile Deno.writeFileSync'),
  ...each(renamed, 'Deno.rename Deno.renameSync'),
  ...each({ ...written, module: FS, argument: { at: 1, variants: OPEN_MODE } }, 'open openSync'),
  ...each(
    {
      ...written,
      module: ['conf', 'electron-store', 'configstore'],
      how: 'instance',
      receiver: ['conf', 'store', 'settings'],
    },
    'set',
  ),
  ...each(
    { class: 'network', store: 'overwrite', medium: 'remote', module: ['@aws-sdk/client-s3'], isNew: true },
    'PutObjectCommand Upload',
  ),
];

const read: EffectPattern[] = [
  ...each(
    { class: 'read', store: 'read', medium: 'file', module: FS },
    'readFile readFileSync createReadStream readJson readJsonSync readJSON read readSync',
  ),
  ...each(
    {
      class: 'read',
      store: 'read',
      medium: 'file',
      module: FS,
      how: 'instance',
      receiver: ['=fs', '=fsp', 'handle', 'promises'],
    },
    'readFile readFileSync',
  ),
  ...each(
    { class: 'read', store: 'read', medium: 'file' },
    'Bun.file Deno.readTextFile Deno.readTextFileSync Deno.readFile Deno.readFileSync',
  ),
  ...each({ class: 'read', medium: 'file', module: FS }, 'readdir readdirSync opendir'),
  ...each(
    { class: 'read', medium: 'file', module: ['glob', 'fast-glob', 'globby', 'tinyglobby', 'fdir'] },
    'glob globSync globby globbySync fg sync stream',
  ),
];

const remove: EffectPattern[] = [
  ...each(
    { class: 'delete', store: 'delete', medium: 'file', module: FS },
    'unlink unlinkSync rm rmSync rmdir rmdirSync remove removeSync emptyDir emptyDirSync',
  ),
  ...each(
    {
      class: 'delete',
      store: 'delete',
      medium: 'file',
      module: FS,
      how: 'instance',
      receiver: ['=fs', '=fsp', 'promises'],
    },
    'unlink unlinkSync rm rmSync',
  ),
  ...each({ class: 'delete', store: 'delete', medium: 'file' }, 'Deno.remove Deno.removeSync'),
  ...each(
    { class: 'delete', store: 'delete', medium: 'file', module: ['rimraf', 'del', 'trash'] },
    'rimraf rimrafSync sync deleteAsync deleteSync trash',
  ),
];

export const effects: EffectPattern[] = [...shell, ...evaluation, ...write, ...read, ...remove];

// On the machine itself: processes, code that is run from text, and files.
import { appended, type EffectPattern, each, OPEN_MODE, renamed, written } from '../pattern.js';

const shell: EffectPattern[] = [
  ...each(
    { class: 'shell', module: ['subprocess'] },
    'run Popen call check_call check_output getoutput getstatusoutput',
  ),
  ...each(
    { class: 'shell', module: ['os'] },
    'system popen execv execve execvp execvpe execl execlp spawnl spawnv spawnvp posix_spawn startfile',
  ),
  ...each(
    { class: 'shell', module: ['asyncio', 'anyio', 'trio'] },
    'create_subprocess_shell create_subprocess_exec subprocess_shell subprocess_exec run_process open_process',
  ),
  ...each({ class: 'shell', how: 'instance' }, 'loop.subprocess_shell loop.subprocess_exec'),
  ...each({ class: 'shell', module: ['pexpect', 'ptyprocess', 'pty'] }, 'spawn run runu PtyProcess.spawn'),
  ...each({ class: 'shell', module: ['pexpect'], how: 'instance' }, 'sendline'),
  ...each({ class: 'shell', module: ['plumbum', 'sh', 'invoke', 'fabric'] }, 'local Command run'),
  ...each({ class: 'shell', module: ['paramiko', 'asyncssh'], how: 'instance' }, 'exec_command conn.run'),
  ...each(
    { class: 'shell', module: ['docker', 'aiodocker', 'podman'], how: 'instance' },
    'exec_run containers.run exec_create exec_start',
  ),
  ...each({ class: 'shell', module: ['kubernetes'] }, 'stream'),
  ...each(
    { class: 'shell', module: ['e2b', 'e2b_code_interpreter', 'daytona', 'daytona_sdk', 'modal'], how: 'instance' },
    'commands.run process.exec sandbox.exec sb.exec',
  ),
  ...each({ class: 'shell', module: ['libtmux'], how: 'instance' }, 'send_keys'),
];

const evaluation: EffectPattern[] = [
  ...each({ class: 'eval' }, 'eval exec compile __import__'),
  ...each({ class: 'eval', module: ['builtins'] }, 'eval exec compile'),
  ...each(
    { class: 'eval', module: ['runpy', 'code'] },
    'run_path run_module InteractiveInterpreter InteractiveConsole interact',
  ),
  ...each({ class: 'eval', module: ['code'], how: 'instance' }, 'runsource runcode'),
  ...each({ class: 'eval', module: ['importlib'] }, 'util.module_from_spec'),
  ...each({ class: 'eval', module: ['IPython', 'jupyter_client'], how: 'instance' }, 'run_cell execute_interactive'),
  ...each(
    { class: 'eval', module: ['e2b', 'e2b_code_interpreter', 'daytona', 'daytona_sdk'], how: 'instance' },
    'run_code code_run',
  ),
];

const write: EffectPattern[] = [
  ...each({ ...written, argument: { at: 1, keyword: 'mode', variants: OPEN_MODE } }, 'open'),
  ...each(
    {
      ...written,
      module: ['io', 'codecs', 'aiofiles', 'gzip', 'anyio', 'tokenize'],
      argument: { at: 1, keyword: 'mode', variants: OPEN_MODE },
    },
    'open open_file',
  ),
  ...each(
    {
      ...written,
      module: ['pathlib'],
      how: 'instance',
      receiver: ['path', 'file', 'log', 'dir', '=p', 'target', 'dest'],
      argument: { at: 0, keyword: 'mode', variants: OPEN_MODE },
    },
    'open',
  ),
  ...each({ ...written, how: 'instance' }, 'write_text write_bytes'),
  ...each({ ...renamed, module: ['os', 'shutil'] }, 'replace rename renames move'),
  ...each(
    { ...renamed, module: ['pathlib', 'tempfile'], how: 'instance', receiver: ['path', 'tmp', 'temp', 'file', 'dest'] },
    'replace rename',
  ),
  ...each({ ...renamed, module: ['atomicwrites'] }, 'atomic_write'),
  ...each({ ...written, module: ['shutil'] }, 'copy copy2 copyfile copytree'),
  ...each({ ...written, module: ['json', 'pickle', 'toml', 'tomli_w', 'marshal', 'joblib', 'orjson'] }, 'dump'),
  ...each(
    {
      ...written,
      module: ['os'],
      argument: {
        at: 1,
        variants: [
          { has: ['O_APPEND'], store: 'append' },
          { has: ['O_RDONLY'], class: 'read', store: 'read' },
        ],
      },
    },
    'open',
  ),
  ...each({ ...written, module: ['os'] }, 'write truncate symlink'),
  ...each({ ...appended, module: ['jsonlines'] }, 'open'),
  ...each({ ...written, module: ['pandas', 'polars'], how: 'instance' }, 'to_csv to_parquet to_json write_csv'),
  ...each(
    {
      class: 'network',
      store: 'overwrite',
      medium: 'remote',
      module: ['boto3', 'google.cloud.storage'],
      how: 'instance',
    },
    'put_object upload_file upload_fileobj upload_from_string upload_from_filename',
  ),
];

const read: EffectPattern[] = [
  ...each({ class: 'read', store: 'read', medium: 'file', how: 'instance' }, 'read_text read_bytes'),
  ...each(
    { class: 'read', store: 'read', medium: 'file', module: ['json', 'pickle', 'toml', 'tomllib', 'tomli', 'yaml'] },
    'load safe_load',
  ),
  ...each({ class: 'read', medium: 'file', module: ['os', 'glob'] }, 'listdir scandir walk glob iglob'),
  ...each({ class: 'read', medium: 'file', module: ['pathlib'], how: 'instance' }, 'iterdir rglob'),
  ...each(
    { class: 'read', store: 'read', medium: 'file', module: ['pandas', 'polars'] },
    'read_csv read_parquet read_excel read_json',
  ),
  ...each({ class: 'read', store: 'read', medium: 'file', module: ['linecache'] }, 'getline getlines'),
];

const remove: EffectPattern[] = [
  ...each(
    { class: 'delete', store: 'delete', medium: 'file', module: ['os', 'shutil', 'aiofiles.os', 'send2trash'] },
    'remove unlink rmdir removedirs rmtree send2trash',
  ),
  ...each(
    { class: 'delete', store: 'delete', medium: 'file', module: ['pathlib', 'tempfile'], how: 'instance' },
    'unlink rmdir',
  ),
];

export const effects: EffectPattern[] = [...shell, ...evaluation, ...write, ...read, ...remove];

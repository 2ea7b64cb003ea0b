// On the machine itself: processes, code that is run from text, and files.
import { appended, type EffectPattern, each, renamed, written } from '../pattern.js';

const FS = ['std::fs', 'tokio::fs', 'async_std::fs', 'fs_err', 'smol::fs'];

const FILES = [...FS, 'std::io', 'tokio::io'];

const shell: EffectPattern[] = [
  ...each(
    { class: 'shell', module: ['std::process', 'tokio::process', 'async_process', 'smol::process', 'process_wrap'] },
    'Command.new CommandWrap.with_new',
  ),
  ...each({ class: 'shell', module: ['duct', 'xshell'] }, 'cmd cmd! sh'),
  ...each({ class: 'shell', module: ['portable_pty', 'pty_process'], how: 'instance' }, 'spawn_command'),
  ...each(
    { class: 'shell', module: ['portable_pty', 'pty_process', 'rexpect'] },
    'CommandBuilder.new Command.new spawn',
  ),
  ...each({ class: 'shell', module: ['bollard'], how: 'instance' }, 'create_exec start_exec'),
];

const evaluation: EffectPattern[] = [
  ...each(
    {
      class: 'eval',
      module: ['rhai', 'mlua', 'boa_engine', 'rquickjs', 'deno_core', 'pyo3', 'rustpython_vm'],
      how: 'instance',
      receiver: ['engine', 'lua', 'context', '=ctx', 'runtime', 'py', 'vm', 'js'],
    },
    'eval eval_with_scope load execute_script run',
  ),
];

const write: EffectPattern[] = [
  ...each({ ...written, module: FS }, 'write File.create File.create_new copy hard_link set_permissions'),
  ...each({ ...appended, module: FILES, how: 'instance', given: 'true' }, 'append'),
  ...each({ ...written, module: FILES, how: 'instance', given: 'true' }, 'write truncate create_new'),
  ...each({ ...renamed, module: FS }, 'rename'),
  ...each(
    { ...renamed, module: ['tempfile', 'atomicwrites', 'atomic_write_file'], how: 'instance' },
    'persist persist_noclobber commit',
  ),
  ...each({ ...renamed, module: ['atomicwrites', 'atomic_write_file'] }, 'AtomicFile.new AtomicWriteFile.open'),
  ...each(
    { ...written, module: ['serde_json', 'serde_yaml', 'ciborium', 'bincode'] },
    'to_writer to_writer_pretty into_writer serialize_into',
  ),
  ...each(
    { class: 'network', store: 'overwrite', medium: 'remote', module: ['aws_sdk_s3', 'object_store'], how: 'instance' },
    'put_object store.put',
  ),
];

const read: EffectPattern[] = [
  ...each({ class: 'read', store: 'read', medium: 'file', module: FS }, 'read read_to_string File.open'),
  ...each({ class: 'read', medium: 'file', module: FS }, 'read_dir'),
  ...each(
    { class: 'read', medium: 'file', module: ['walkdir', 'ignore', 'glob', 'globwalk'] },
    'WalkDir.new WalkBuilder.new glob glob_with',
  ),
];

const remove: EffectPattern[] = [
  ...each(
    { class: 'delete', store: 'delete', medium: 'file', module: [...FS, 'trash'] },
    'remove_file remove_dir remove_dir_all trash.delete delete',
  ),
];

export const effects: EffectPattern[] = [...shell, ...evaluation, ...write, ...read, ...remove];

// On the machine itself: processes, code that is run from text, and files.
import { type EffectPattern, each, renamed, written } from '../pattern.js';

const OS = ['os', 'io/ioutil', 'github.com/spf13/afero'];

const shell: EffectPattern[] = [
  ...each(
    { class: 'shell', module: ['os/exec', 'golang.org/x/sys/execabs', 'github.com/cli/safeexec'] },
    'Command CommandContext',
  ),
  ...each({ class: 'shell', module: ['os', 'syscall'] }, 'StartProcess Exec ForkExec'),
  ...each({ class: 'shell', module: ['github.com/creack/pty'] }, 'Start StartWithSize'),
  ...each({ class: 'shell', module: ['mvdan.cc/sh'], how: 'instance' }, 'runner.Run'),
  ...each(
    { class: 'shell', module: ['golang.org/x/crypto/ssh'], how: 'instance', receiver: ['session', 'sess'] },
    'Run Start Output CombinedOutput',
  ),
  ...each(
    { class: 'shell', module: ['github.com/docker/docker/client', 'github.com/moby/moby/client'], how: 'instance' },
    'ContainerExecCreate ContainerExecStart ContainerExecAttach ContainerStart',
  ),
];

const evaluation: EffectPattern[] = [
  ...each(
    {
      class: 'eval',
      module: [
        'github.com/traefik/yaegi',
        'github.com/dop251/goja',
        'github.com/robertkrim/otto',
        'github.com/yuin/gopher-lua',
        'go.starlark.net',
      ],
      how: 'instance',
    },
    'Eval RunString RunScript DoString starlark.ExecFile',
  ),
];

const write: EffectPattern[] = [
  ...each({ ...written, module: OS }, 'WriteFile Create CreateTemp TempFile Truncate Symlink CopyFS'),
  ...each(
    {
      ...written,
      module: OS,
      argument: {
        at: 1,
        variants: [
          { has: ['O_APPEND'], store: 'append' },
          { has: ['O_WRONLY', 'O_RDWR', 'O_CREATE', 'O_TRUNC'], store: 'overwrite' },
          { has: ['O_RDONLY'], class: 'read', store: 'read' },
        ],
      },
    },
    'OpenFile',
  ),
  ...each({ ...renamed, module: OS }, 'Rename'),
  ...each({ ...renamed, module: ['github.com/google/renameio', 'github.com/natefinch/atomic'] }, 'WriteFile TempFile'),
  ...each({ ...written, module: OS, how: 'instance', receiver: ['file', '=f', 'tmp', 'fs'] }, 'WriteString WriteFile'),
  ...each(
    {
      class: 'network',
      store: 'overwrite',
      medium: 'remote',
      module: ['github.com/aws/aws-sdk-go', 'github.com/aws/aws-sdk-go-v2/service/s3', 'github.com/minio/minio-go'],
      how: 'instance',
    },
    'PutObject FPutObject Upload',
  ),
];

const read: EffectPattern[] = [
  ...each({ class: 'read', store: 'read', medium: 'file', module: OS }, 'ReadFile Open'),
  ...each(
    { class: 'read', medium: 'file', module: [...OS, 'path/filepath', 'io/fs', 'github.com/bmatcuk/doublestar'] },
    'ReadDir Walk WalkDir Glob',
  ),
];

const remove: EffectPattern[] = [
  ...each({ class: 'delete', store: 'delete', medium: 'file', module: OS }, 'Remove RemoveAll'),
  ...each({ class: 'delete', store: 'delete', medium: 'file', module: ['syscall'] }, 'Unlink Rmdir'),
];

export const effects: EffectPattern[] = [...shell, ...evaluation, ...write, ...read, ...remove];

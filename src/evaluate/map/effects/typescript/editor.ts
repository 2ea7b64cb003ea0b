// An editor's own interface to files, terminals and storage, for agents that run inside it. Source: the VS Code API, which
// its derivatives and Theia share. What is edited stays a file, whoever writes it.
import { type EffectPattern, each, renamed, written } from '../pattern.js';

const EDITOR = { module: ['vscode', '@theia/plugin'], how: 'instance' } as const;
const READ = { class: 'read', store: 'read', medium: 'file' } as const;

export const effects: EffectPattern[] = [
  ...each({ ...written, ...EDITOR }, 'workspace.fs.writeFile workspace.fs.copy workspace.applyEdit workspace.saveAll'),
  ...each({ ...renamed, ...EDITOR }, 'workspace.fs.rename'),
  ...each({ class: 'delete', ...EDITOR }, 'workspace.fs.delete'),
  ...each({ ...READ, ...EDITOR }, 'workspace.fs.readFile workspace.openTextDocument'),
  ...each({ class: 'shell', ...EDITOR }, 'tasks.executeTask shellIntegration.executeCommand'),
  ...each({ class: 'shell', ...EDITOR, receiver: ['terminal', '=term'] }, 'sendText'),
  ...each({ ...written, ...EDITOR }, 'globalState.update workspaceState.update'),
  ...each({ ...READ, ...EDITOR }, 'globalState.get workspaceState.get'),
];

// A model on the machine itself costs time and no money. It is told by the addresses that the file of the call names.
import type { ModelCall } from '../../../contracts.js';
import type { Survey } from '../survey.js';

const ADDRESS = /^(https?|wss?):\/\/([\w.-]+|\[[\da-f:]+\])/i;
const LOOPBACK = /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1\]|host\.docker\.internal)$/i;
/** Clients whose address the code itself must give, or whose default is the machine. */
const BY_ADDRESS = new Set(['http', 'ollama']);

/** Marks the calls whose file names addresses of the machine and no other. */
export function markLocal(survey: Survey, calls: ModelCall[]): ModelCall[] {
  return calls.map((call) => (isLocal(survey, call) ? { ...call, local: true as const } : call));
}

function isLocal({ code }: Survey, { site, via }: ModelCall): boolean {
  if (!BY_ADDRESS.has(via)) return false;
  const strings = code.functions.filter((fn) => fn.file.path === site.file).flatMap((fn) => fn.strings);
  const hosts = strings.flatMap((s) => ADDRESS.exec(s.value.trim())?.[2] ?? []);
  return hosts.every((host) => LOOPBACK.test(host)) && (hosts.length > 0 || via === 'ollama');
}

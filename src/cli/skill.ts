// `harness skill`: puts the skill into Claude Code or Codex, and tells whether it is well there.
import { type Command, Option } from 'commander';
import { type ExitCode, HarnessError } from '../errors.js';
import { HOSTS, type Host, type Place, placeOf, SCOPES, type Scope } from '../skill/hosts.js';
import { examine, type Found, find } from '../skill/inspect.js';
import { install } from '../skill/install.js';
import { placesOf } from '../skill/places.js';
import { uninstall } from '../skill/uninstall.js';
import type { Io } from './io.js';
import { known } from './suggest.js';

interface SkillSetup {
  io: Io;
  version: string;
  done(code: ExitCode): void;
}

interface Where {
  scope?: Scope;
  dir?: string;
}

interface Change extends Where {
  force: boolean;
}

export function addSkillCommand(program: Command, setup: SkillSetup): void {
  const { io, version, done } = setup;
  const skill = program
    .command('skill')
    .summary('install the skill into Claude Code or Codex')
    .description('Installs the skill with which a coding agent designs and evaluates harnesses.')
    .addHelpText('after', HELP);
  change(skill, 'install', 'install the skill, or bring it up to date', 'replace files that were changed').action(
    (host: Host, flags: Change) => done(runInstall(placeFor(host, flags, io), version, flags.force, io)),
  );
  change(skill, 'uninstall', 'remove what was installed', 'remove changed files too').action(
    (host: Host, flags: Change) => done(runUninstall(placeFor(host, flags, io), flags.force, io)),
  );
  where(skill.command('list').description('Shows where the skill is installed.')).action((flags: Where) => {
    const found = all(undefined, flags, io);
    for (const one of found) io.out(`${line(one)}\n`);
    if (found.length === 0) io.out('the skill is not installed; harness skill install claude-code or codex\n');
    done(0);
  });
  where(skill.command('doctor').description('Checks that the skill is found, parses, and can run its script.'))
    .argument('[host]', HOSTS.join(', '), hostArgument)
    .action((host: Host | undefined, flags: Where) => done(runDoctor(all(host, flags, io), version, io)));
}

const HOST_NAMES: Readonly<Record<Host, string>> = { 'claude-code': 'Claude Code', codex: 'Codex' };
const CALLS: Readonly<Record<Host, string>> = { 'claude-code': '/harness', codex: '$harness' };
const SCOPE_NAMES: Readonly<Partial<Record<Found['scope'], string>>> = { old: 'old user folder' };

function change(skill: Command, name: string, description: string, force: string): Command {
  return where(skill.command(name).description(`${description[0]?.toUpperCase()}${description.slice(1)}.`))
    .summary(description)
    .argument('<host>', HOSTS.join(', '), hostArgument)
    .option('--force', force, false);
}

function where(command: Command): Command {
  return command
    .addOption(
      new Option('--scope <scope>', 'user: all projects (default); project: this folder').argParser((value) =>
        known('scope', value, SCOPES, `scopes are ${SCOPES.join(', ')}`),
      ),
    )
    .option('--dir <folder>', 'another folder of skills');
}

function hostArgument(value: string): Host {
  return known('host', value, HOSTS, `hosts are ${HOSTS.join(', ')}`);
}

function placeFor(host: Host, { scope, dir }: Where, io: Io): Place {
  if (scope !== undefined && dir !== undefined) {
    throw new HarnessError('--scope and --dir cannot go together', 'leave out one of them', 2);
  }
  return placeOf(host, scope ?? 'user', dir, io);
}

/** What is found where the flags allow it: everywhere, when they name nothing. */
function all(host: Host | undefined, flags: Where, io: Io): Found[] {
  const hosts = host === undefined ? HOSTS : [host];
  if (flags.dir !== undefined) {
    const found = hosts.flatMap((one) => find(placeFor(one, flags, io)) ?? []);
    return found.filter((one, i) => found.findIndex(({ folder }) => folder === one.folder) === i);
  }
  return hosts
    .flatMap((one) => placesOf(one, io))
    .filter(({ scope }) => flags.scope === undefined || (scope === 'project') === (flags.scope === 'project'))
    .flatMap((place) => find(place) ?? []);
}

function runInstall(place: Place, version: string, force: boolean, io: Io): ExitCode {
  const { written, before, kept } = install(place, version, force);
  const what = before === undefined ? 'installed' : `brought from ${before} to ${version}`;
  io.out(`${what} the skill for ${place.host}: ${written} files in ${place.folder}\n`);
  for (const path of kept) io.err(`note: ${path} belongs to an older version and was changed; it stays\n`);
  io.out(`Start a new session of ${HOST_NAMES[place.host]}, then ask with ${CALLS[place.host]}.\n`);
  return 0;
}

function runUninstall(place: Place, force: boolean, io: Io): ExitCode {
  const { removed, kept } = uninstall(place, force);
  io.out(`removed ${removed} files from ${place.folder}\n`);
  for (const path of kept) io.err(`note: ${path} was changed and stays\n`);
  return 0;
}

function runDoctor(found: readonly Found[], version: string, io: Io): ExitCode {
  if (found.length === 0) {
    io.out('problem: the skill is not installed; harness skill install claude-code or codex\n');
    return 1;
  }
  const checks = found.map((one) => ({ one, checks: examine(one, version) }));
  for (const { one, checks: said } of checks) {
    io.out(`${line(one)}\n`);
    for (const { outcome, says } of said) io.out(`  ${outcome}: ${says}\n`);
  }
  return checks.some(({ checks: said }) => said.some(({ outcome }) => outcome === 'problem')) ? 1 : 0;
}

function line({ host, scope, folder, installedBy, changed }: Found): string {
  const state = changed.length === 0 ? '' : `, ${changed.length} changed`;
  return `${host} (${SCOPE_NAMES[scope] ?? scope}) ${installedBy ?? 'of unknown version'}${state}: ${folder}`;
}

const HELP = `
Examples:
  harness skill install claude-code
  harness skill install codex --scope project
  harness skill doctor
  harness skill uninstall claude-code
`;

import type { Criterion } from '../../contracts.js';
import { agent, example, pythonExample, pythonTools } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'permission-system/destructive-detection',
  title: 'Detection of dangerous commands',
  statement:
    'Shell commands, and whatever has their power, are parsed or matched for dangerous patterns before they run.',
  core: false,
  weight: 4,
  consequence: 'silent-harm',
  impact:
    'A force push, a recursive delete or a dropped table looks to the harness like a directory listing, and passes with the same ease.',
  fix: 'Before the shell tool runs, split the command into its parts and match each against a list of destructive patterns; a hit means deny or ask.',
  effort: 'day',
  confirm: {
    given: 'the commands "rm -rf ~", "git push --force", "true; sudo reboot" and "ls"',
    when: '{tool} receives each of them',
    then: 'the first 3 are refused or asked about, and only "ls" reaches {effect} without a question',
  },
  signals:
    'Patterns, parsers or lists of dangerous commands applied to the command text, with a refusal or question before the shell call.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: pythonExample('a list of patterns that stops the shell tool', {
    'small_agent/tools.py': pythonTools({
      imports: 'import re',
      declare: `
        DANGEROUS = [
            re.compile(r"\\brm\\s+-\\w*[rf]"),
            re.compile(r"\\bsudo\\b"),
            re.compile(r"\\bgit\\s+push\\b.*--force"),
            re.compile(r"\\b(mkfs|dd|shutdown|reboot)\\b"),
        ]
      `,
      runBash: `
        for pattern in DANGEROUS:
            if pattern.search(command):
                return f"Refused: {pattern.pattern} is not allowed."
        return subprocess.run(command, shell=True, capture_output=True, text=True).stdout
      `,
    }),
  }),
  fail: example('dangerous commands named in the prompt only', {
    'src/agent.ts': agent({
      declare: "const RULES = 'Never run dangerous commands: no rm -rf, no sudo, no git push --force.';",
      begin: "messages.push({ role: 'user', content: RULES });",
      beforeTool: '// Dangerous commands (rm -rf, sudo, mkfs) are blocked.',
    }),
  }),
};

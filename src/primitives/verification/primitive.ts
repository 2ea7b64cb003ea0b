import type { Primitive } from '../../contracts.js';

export const primitive: Primitive = {
  id: 'verification',
  number: 8,
  tier: 'week-one',
  title: 'Verification',
  question: 'Who checks the work of the agent, and who checks the harness after you edit it?',
  why: 'Models report success in the same tone whether or not the code compiles. And a harness changes weekly: a new prompt, a renamed tool, a refactored gate. If nothing fails when the approval prompt stops firing, the first to notice is the user whose files are gone.',
  pattern:
    'Verify twice. In the run, a step in code (tests, a linter, diagnostics, a critic with a verdict the loop obeys) looks at the result before the agent may call itself done. Over the harness, tests drive the real loop with a scripted model and assert the promises that must never break: risky tools wait for approval, denied tools do not run, limits end in a typed stop and not in a stack trace.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported both levels: checks within a run, with a dedicated verify agent among its types, and guardrail tests that hold the harness to its safety promises (destructive tools always ask, limits end gracefully) whenever prompts, models or tools change.',
  yours:
    'A fake model is an array of canned replies behind the interface your loop already uses; twenty lines, and every test runs in milliseconds without a key. Write five tests before anything clever: a tool call runs, an unknown tool is refused, a denied tool leaves no effect, a path outside the workspace is refused, the turn limit stops. Run them in CI. An LLM judge and a benchmark come later, and never instead of these five.',
  requires: ['tool-registry', 'permission-system', 'token-budget'],
  appliesWhen: 'always: unchecked work and an unchecked harness fail in every shape',
  applies: () => ({
    applies: true,
    reason: 'Every harness produces work that can be wrong and changes over time, so both need a check.',
  }),
};

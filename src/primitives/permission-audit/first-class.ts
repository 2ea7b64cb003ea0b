import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { askedWith, isRecord, SUBJECT } from '../kit/decision-types.js';
import { pythonAgent, pythonExample } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { decisionZone, gatesOf, mainGates } from '../kit/permission.js';
import { rulingTypes } from '../kit/rulings.js';

const DECISIONS = `
  from dataclasses import dataclass, field
  from datetime import datetime, timezone
  from typing import Literal


  @dataclass(frozen=True)
  class PermissionDecision:
      tool: str
      arguments: dict
      outcome: Literal["allowed", "denied"]
      decided_by: str
      at: str = field(default_factory=lambda: datetime.now(timezone.utc).isoformat())


  class Permissions:
      def __init__(self):
          self.decisions: list[PermissionDecision] = []

      def decide(self, tool, arguments) -> PermissionDecision:
          if tool == "read_file":
              decision = PermissionDecision(tool, arguments, "allowed", "policy")
          else:
              answer = input(f"Run {tool} {arguments}? [y/N] ")
              decision = PermissionDecision(tool, arguments, "allowed" if answer == "y" else "denied", "user")
          self.decisions.append(decision)
          return decision

      def for_tool(self, tool) -> list[PermissionDecision]:
          return [decision for decision in self.decisions if decision.tool == tool]
`;

const BOOLEAN = `
  def approve(tool, arguments) -> bool:
      """Returns the permission decision."""
      if tool == "read_file":
          return True
      return input(f"Run {tool} {arguments}? [y/N] ") == "y"
`;

export const criterion: Criterion = {
  id: 'permission-audit/first-class',
  title: 'Decisions as typed objects',
  statement:
    'What was asked and what was decided is a value with a type, and other code can list such values or look one up.',
  core: false,
  weight: 3,
  consequence: 'hard-to-change',
  impact:
    'A bare true or false cannot be shown, tested or asked about; every later feature (history, revoke, report) starts with a rewrite of the gate.',
  fix: 'Return a decision object (tool, target, outcome, decided by, time) from the gate and keep the list where a command can read it.',
  effort: 'hours',
  confirm: {
    given: 'a session with 3 permission decisions',
    when: 'the list of decisions is queried by tool name',
    then: 'it returns the matching decision objects, each with outcome and decider',
  },
  signals:
    'A declared type for permission requests or decisions that the deciding functions and their callers use; a framework question that carries the action; a typed hook result counts half.',
  judge,
  pass: pythonExample('a decision object that can be looked up by tool', {
    'small_agent/permissions.py': DECISIONS,
    'small_agent/agent.py': pythonAgent({
      imports: 'from small_agent.permissions import Permissions',
      begin: 'permissions = Permissions()',
      beforeTool: `
        if permissions.decide(call.name, call.input).outcome == "denied":
            refusals = len(permissions.for_tool(call.name))
            content = f"Denied; {call.name} was decided on {refusals} times."
            results.append({"type": "tool_result", "tool_use_id": call.id, "content": content})
            continue
      `,
    }),
  }),
  fail: pythonExample('a gate that answers yes or no', {
    'small_agent/permissions.py': BOOLEAN,
    'small_agent/agent.py': pythonAgent({
      imports: 'from small_agent.permissions import approve',
      beforeTool: `
        if not approve(call.name, call.input):
            results.append({"type": "tool_result", "tool_use_id": call.id, "content": "Denied."})
            continue
      `,
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const zone = decisionZone(context);
  const near = new Set([...zone, ...zone.flatMap((fn) => [...fn.callers, ...fn.callees])]);
  const mentioned = new Set([...near].flatMap((fn) => [...fn.fact.idents, ...signatureOf(fn)]));
  const inZone = new Set(zone.map((fn) => fn.file.path));
  const ordered = [...context.code.types].sort(
    (a, b) => Number(inZone.has(b.file.path)) - Number(inZone.has(a.file.path)),
  );
  const types = ordered.flatMap((type): Signal[] => {
    if (!isRecord(type) || !mentioned.has(type.fact.name)) return [];
    return [
      {
        strength: 'full',
        file: type.file.path,
        line: type.fact.line,
        note: `${type.fact.name}: what is asked or decided, as a typed value`,
      },
    ];
  });
  const ruled = rulingTypes(context).map(
    (t): Signal => ({
      strength: 'full',
      file: t.file.path,
      line: t.fact.line,
      note: `${t.fact.name} is what the gate is answered with`,
    }),
  );
  return decide(
    context.code,
    [...ruled, ...types, ...askedWith(context), ...asked(context), ...hookResults(context)].slice(0, 2),
    {
      met: 'What is asked and decided is a typed value that other code receives.',
      partial: 'The refusal is a typed result of a hook, but nothing can list or look up decisions.',
      absent: 'The gate answers with a bare value; no type for requests or decisions is used by it.',
    },
  );
}

function signatureOf(fn: FunctionNode): string[] {
  return [fn.fact.returns ?? '', ...fn.fact.params.map((p) => p.type ?? '')].flatMap((t) => t.match(/\w+/g) ?? []);
}

/** A framework's question that carries the action and its arguments. */
function asked(context: JudgeContext): Signal[] {
  return mainGates(context, gatesOf(context)).flatMap(({ gate, fn }): Signal[] => {
    if (gate.kind !== 'framework') return [];
    const keys = fn.objects
      .filter((o) => gate.site.line <= o.line && o.line <= gate.site.line + 3)
      .flatMap((o) => o.keys);
    const subject = keys.some((k) => mentions(k.name, SUBJECT));
    return subject
      ? [
          {
            strength: 'full',
            file: gate.site.file,
            line: gate.site.line,
            note: 'asks with the action and its arguments',
            fn,
          },
        ]
      : [];
  });
}

/** What a hook before the call may answer, as a type. */
function hookResults(context: JudgeContext): Signal[] {
  if (gatesOf(context).every(({ gate }) => gate.kind !== 'hook')) return [];
  return context.code.types
    .filter(
      (t) =>
        mentions(t.fact.name, ['result']) &&
        mentions(t.fact.name, ['call']) &&
        t.fact.members.some((m) => /^(block|deny|cancel|decision|allow)(ed)?$/.test(m.name)),
    )
    .map((t) => ({ strength: 'half', file: t.file.path, line: t.fact.line, note: 'what a hook may answer' }));
}

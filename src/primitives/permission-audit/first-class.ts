import type { Criterion } from '../../contracts.js';
import { pythonAgent, pythonExample } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

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
    'A declared type for requests or decisions with tool and outcome fields that the gate creates or returns and other code reads.',
  judge: () => unknown('This criterion has no judge yet.'),
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

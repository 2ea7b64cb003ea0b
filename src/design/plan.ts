// From answers to a design: one rule file per concern, each of which can be read and disputed on its own.
import type { Brief, Catalogue, Design } from '../contracts.js';
import { agents } from './plan/agents.js';
import { budgets } from './plan/budgets.js';
import { cases } from './plan/cases.js';
import { groundOf } from './plan/ground.js';
import { guards } from './plan/guards.js';
import { permissions } from './plan/permissions.js';
import { mvp, phases } from './plan/phases.js';
import { primitives } from './plan/primitives.js';
import { concurrency, memory, prompt } from './plan/prompt.js';
import { pushback } from './plan/pushback.js';
import { events, session } from './plan/records.js';
import { risks } from './plan/risks.js';
import { phrase } from './plan/say.js';
import { shape } from './plan/shape.js';
import { states } from './plan/states.js';
import { subsystems } from './plan/subsystems.js';
import { terms } from './plan/terms.js';

/** The design that follows from the brief. Same brief, same design. The brief must be whole and free of contradictions. */
export function plan(brief: Brief, catalogue: Catalogue): Design {
  const ground = groundOf(brief);
  const choices = primitives(ground, catalogue);
  return {
    version: 1,
    product: {
      name: brief.name,
      description: brief.description.trim(),
      owns: phrase(brief.job.owns),
      users: phrase(brief.job.users),
      never: brief.job.never.map(phrase),
      success: phrase(brief.job.success),
      stack: brief.team.stack,
    },
    terms: terms(ground),
    shape: shape(ground),
    agents: agents(ground),
    subsystems: subsystems(ground),
    capabilities: permissions(ground),
    guards: guards(ground),
    primitives: choices,
    states: states(ground),
    cases: cases(ground),
    session: session(ground),
    budgets: budgets(ground),
    events: events(ground),
    prompt: prompt(ground),
    memory: memory(ground),
    concurrency: concurrency(ground),
    phases: phases(ground, choices, catalogue),
    mvp: mvp(ground, choices),
    risks: risks(ground),
    pushback: pushback(ground),
  };
}

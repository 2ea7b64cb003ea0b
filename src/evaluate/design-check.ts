// Holds code to what its design promised. The design is read as data: how it was made is none of evaluate's business.
import type {
  Design,
  DesignCapability,
  DesignCheck,
  Drift,
  EffectClass,
  Evidence,
  Phase,
  PhaseCheck,
  PromiseCheck,
  Report,
  Tool,
} from '../contracts.js';
import { sameName } from '../words.js';

/** How the evaluated code stands to the design: promises by phase, and what it can do beyond. */
export function checkDesign(design: Design, report: Report): DesignCheck {
  const { tools } = report.harness.map;
  const phases = design.phases.map((phase) => checkPhase(phase, design, report));
  const open = phases.find((phase) => phase.status !== 'done');
  return {
    product: design.product.name,
    phase: open?.number ?? (phases.at(-1)?.number ?? 0) + 1,
    phases,
    drift: tools.flatMap((tool) => driftOf(tool, design)),
    notBuilt: design.capabilities.filter((c) => !tools.some((t) => sameName(t.name, c.name))).map((c) => c.name),
  };
}

function checkPhase({ number, title, promises }: Phase, design: Design, report: Report): PhaseCheck {
  const checks = promises.map((criterion) => checkPromise(criterion, design, report));
  const met = checks.filter((check) => check.status === 'met').length;
  return {
    number,
    title,
    status: met === checks.length ? 'done' : met === 0 ? 'not-started' : 'in-progress',
    promises: checks,
  };
}

function checkPromise(criterion: string, design: Design, report: Report): PromiseCheck {
  const against = contradiction(criterion, design, report);
  if (against !== undefined) return { criterion, status: 'contradicted', ...against };
  const verdict = report.criteria.find((c) => c.id === criterion);
  if (verdict === undefined) {
    const why = report.harness.found ? 'It was not judged.' : 'No harness was found.';
    return { criterion, status: report.harness.found ? 'unknown' : 'missing', why, evidence: [] };
  }
  const status = verdict.verdict === 'met' ? 'met' : verdict.verdict === 'unknown' ? 'unknown' : 'missing';
  return { criterion, status, why: verdict.why, evidence: verdict.evidence };
}

/** The code does the opposite: it says so in two places, or a tool that needs a yes runs without one. */
function contradiction(
  criterion: string,
  design: Design,
  report: Report,
): Pick<PromiseCheck, 'why' | 'evidence'> | undefined {
  const finding = report.findings.find((f) => f.kind === 'contradiction' && f.criteria.includes(criterion));
  if (finding !== undefined) return { why: finding.title, evidence: finding.evidence };
  if (criterion !== 'permission-system/gate') return undefined;
  const loose = report.harness.map.tools.find((tool) => {
    const capability = declared(tool, design);
    return capability !== undefined && runsFree(tool, capability);
  });
  if (loose === undefined) return undefined;
  return {
    why: `The design asks before ${loose.name} runs, and nothing stands before it in the code.`,
    evidence: [evidence(loose, 'runs without a question')],
  };
}

function declared(tool: Tool, { capabilities }: Design): DesignCapability | undefined {
  return capabilities.find((capability) => sameName(capability.name, tool.name));
}

function runsFree(tool: Tool, { approval }: DesignCapability): boolean {
  return approval !== 'none' && tool.gated === 'never';
}

function driftOf(tool: Tool, design: Design): Drift[] {
  const capability = declared(tool, design);
  const effects = distinct(tool.effects.map((effect) => effect.class));
  if (capability === undefined) {
    const can = effects.length === 0 ? 'what it does was not seen' : `it can ${effects.join(', ')}`;
    const why = `The design has no ${tool.name}; ${can}.`;
    return [{ kind: 'undeclared-tool', tool: tool.name, effects, why, evidence: evidence(tool, 'declared here') }];
  }
  const beyond = effects.filter((effect) => !capability.allows.includes(effect));
  const first = tool.effects.find((effect) => beyond.includes(effect.class));
  return [
    ...(first === undefined
      ? []
      : [
          {
            kind: 'undeclared-effect' as const,
            tool: tool.name,
            effects: beyond,
            why: `The design lets ${tool.name} ${capability.effect}; it can also ${beyond.join(', ')}.`,
            evidence: { ...first.site, note: `${first.class} behind ${tool.name}` },
          },
        ]),
    ...(runsFree(tool, capability)
      ? [
          {
            kind: 'looser-approval' as const,
            tool: tool.name,
            effects,
            why: `The design asks for approval (${capability.approval}) of ${tool.name}; the code does not.`,
            evidence: evidence(tool, 'runs without a question'),
          },
        ]
      : []),
  ];
}

function distinct(effects: readonly EffectClass[]): EffectClass[] {
  return [...new Set(effects)].sort();
}

function evidence({ site }: Tool, note: string): Evidence {
  return { ...site, note };
}

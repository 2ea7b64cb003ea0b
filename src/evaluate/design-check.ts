// Holds code to what its design promised. The design is read as data: how it was made is none of evaluate's business.
import type {
  Catalogue,
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
  Verdict,
  VerdictValue,
} from '../contracts.js';
import { type Match, matchTools } from './design-match.js';

/** How the evaluated code stands to its design: promises by phase, and what it can do beyond. */
export function checkDesign(design: Design, report: Report, catalogue: Catalogue): DesignCheck {
  const { tools } = report.harness.map;
  const matches = matchTools(tools, design.capabilities);
  const phases = design.phases.map((phase) => checkPhase(phase, matches, report, catalogue));
  const open = phases.find((phase) => phase.status !== 'done');
  return {
    product: design.product.name,
    phase: open?.number ?? (phases.at(-1)?.number ?? 0) + 1,
    phases,
    drift: tools.flatMap((tool) => driftOf(tool, matches.find((match) => match.tool === tool)?.capability)),
    taken: matches.flatMap(({ tool, capability, because }) =>
      because === undefined
        ? []
        : [{ tool: tool.name, capability: capability.name, because, evidence: evidence(tool, 'declared here') }],
    ),
    notBuilt: design.capabilities.filter((c) => !matches.some((match) => match.capability === c)).map((c) => c.name),
  };
}

function checkPhase(
  { number, title, promises }: Phase,
  matches: readonly Match[],
  report: Report,
  catalogue: Catalogue,
): PhaseCheck {
  const checks = promises.map((criterion) => checkPromise(criterion, matches, report, catalogue));
  const met = checks.filter((check) => check.status === 'met').length;
  const begun = checks.some((check) => check.status === 'met' || check.status === 'partly-met');
  return {
    number,
    title,
    status: met === checks.length ? 'done' : begun ? 'in-progress' : 'not-started',
    promises: checks,
  };
}

const STATUS: Readonly<Record<VerdictValue, PromiseCheck['status']>> = {
  met: 'met',
  partial: 'partly-met',
  absent: 'missing',
  na: 'missing',
  unknown: 'unknown',
};

function checkPromise(
  criterion: string,
  matches: readonly Match[],
  report: Report,
  catalogue: Catalogue,
): PromiseCheck {
  const against = contradiction(criterion, matches, report);
  if (against !== undefined) return { criterion, status: 'contradicted', ...against };
  const verdict = report.criteria.find((c) => c.id === criterion);
  if (verdict === undefined) {
    const why = report.harness.found ? 'It was not judged.' : 'No harness was found.';
    return { criterion, status: report.harness.found ? 'unknown' : 'missing', why, evidence: [] };
  }
  return { criterion, status: STATUS[verdict.verdict], why: missing(verdict, catalogue), evidence: verdict.evidence };
}

/** What was seen; and where that is only a part, what the whole would be. */
function missing({ id, verdict, why }: Verdict, { primitives }: Catalogue): string {
  const criterion = primitives.flatMap((primitive) => primitive.criteria).find((one) => one.id === id);
  return verdict !== 'partial' || criterion === undefined ? why : `${why} To be met: ${criterion.statement}`;
}

/** The code does the opposite: it says so in two places, or a tool that needs a yes runs without one. */
function contradiction(
  criterion: string,
  matches: readonly Match[],
  report: Report,
): Pick<PromiseCheck, 'why' | 'evidence'> | undefined {
  const finding = report.findings.find((f) => f.kind === 'contradiction' && f.criteria.includes(criterion));
  if (finding !== undefined) return { why: finding.title, evidence: finding.evidence };
  if (criterion !== 'permission-system/gate') return undefined;
  const loose = matches.find(({ tool, capability }) => runsFree(tool, capability))?.tool;
  if (loose === undefined) return undefined;
  return {
    why: `The design asks before ${loose.name} runs, and nothing stands before it in the code.`,
    evidence: [evidence(loose, 'runs without a question')],
  };
}

function runsFree(tool: Tool, { approval }: DesignCapability): boolean {
  return approval !== 'none' && tool.gated === 'never';
}

function driftOf(tool: Tool, capability: DesignCapability | undefined): Drift[] {
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

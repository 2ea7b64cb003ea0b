// Draws the map of the harness: first on all product code, to choose the scope; then within the scope, in detail.
import type {
  AgentLoop,
  Facts,
  FileFacts,
  Framework,
  FunctionNode,
  HarnessMap,
  JudgeContext,
  Tool,
} from '../contracts.js';
import { dispatchesToAgents, markSpawning } from './map/agent-types/spawning.js';
import { findAgentTypes } from './map/agent-types.js';
import { findBudgets } from './map/budgets.js';
import { capabilitiesOf } from './map/capabilities.js';
import { findCommands } from './map/commands.js';
import { findDispatches, onLoops } from './map/dispatch.js';
import { frameworkEvents } from './map/events/framework.js';
import { findEvents } from './map/events.js';
import { judgeTools } from './map/gated-tools.js';
import { afterAnswer } from './map/gates/after-answer.js';
import { findGates } from './map/gates.js';
import { buildGraph, type Graph, ScopedCodebase } from './map/graph/codebase.js';
import { reachDirectly } from './map/graph/delivery.js';
import { findLogs } from './map/logs.js';
import { findLoops } from './map/loops.js';
import { findModelCalls, frameworkCalls } from './map/model-calls.js';
import { chooseScope, namedScope, type Scope, type Weights } from './map/scope.js';
import { describeShape, kindOf } from './map/shape.js';
import { findSpine, remoteEffects } from './map/spine.js';
import { findStores } from './map/stores.js';
import { type Survey, takeSurvey } from './map/survey.js';
import { findContracts } from './map/tools/contract.js';
import { linkDispatches } from './map/tools/link.js';
import { parsedAnswers } from './map/tools/parsed-answer.js';
import { armsFor, declareTools, mapTools } from './map/tools.js';
import { findWorkflows, keptResults, toolsOf } from './map/workflow.js';

/** The loop, the dispatch sites and the tools of a survey. */
interface Core {
  survey: Survey;
  modelCalls: HarnessMap['modelCalls'];
  loops: AgentLoop[];
  dispatches: HarnessMap['dispatches'];
  tools: Tool[];
  loopNodes: FunctionNode[];
  dispatchNodes: FunctionNode[];
  runNodes: FunctionNode[];
  /** Code decides what comes next, and the model is offered no tools. */
  isWorkflow: boolean;
}

/** The map and the graph it was drawn from; everything a judge needs. `folders` is the user's --scope. */
export function drawMap(facts: Facts, frameworks: Framework[], folders: string[]): JudgeContext {
  const graph = buildGraph(facts);
  const scope = folders.length > 0 ? namedScope(folders) : chooseScope(graph, weigh(graph, frameworks));
  const code = new ScopedCodebase(graph, scope.includes);
  const core = findCore(takeSurvey(code, frameworks));
  const remote = remoteEffects(core.survey, scope.companions, core.dispatches, core.tools);
  const whole = { ...core, runNodes: [...core.runNodes, ...remote] };
  const path = pathOf(whole);
  const map = assemble({ ...whole, remote }, scope, path);
  return { code, map, path };
}

/** Loops, tools and model calls per package, before a scope exists. */
function weigh(graph: Graph, frameworks: Framework[]): Weights {
  const core = findCore(takeSurvey(new ScopedCodebase(graph, (f) => f.role === 'source'), frameworks));
  return {
    loops: perPackage(
      graph,
      core.loops.map((l) => [l.site.file, l.confidence]),
    ),
    tools: perPackage(
      graph,
      core.tools.map((t) => [t.site.file, 1]),
    ),
    modelCalls: perPackage(
      graph,
      core.modelCalls.map((m) => [m.site.file, 1]),
    ),
  };
}

function perPackage(graph: Graph, weights: [path: string, weight: number][]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const [path, weight] of weights) {
    const root = (graph.symbols.files.get(path) as FileFacts).package;
    totals.set(root, (totals.get(root) ?? 0) + weight);
  }
  return totals;
}

function findCore(survey: Survey): Core {
  const { code } = survey;
  const nodes = (ids: string[]): FunctionNode[] => ids.flatMap((id) => code.function(id) ?? []);
  const modelCalls = findModelCalls(survey);
  const contracts = findContracts(survey);
  const declarations = declareTools(survey, contracts, nodes(modelCalls.map((m) => m.fn)));
  const { sites: candidates, links } = findDispatches(survey, declarations, contracts, modelCalls);
  linkDispatches(survey, links);
  const agentLoops = findLoops(survey, modelCalls, nodes(candidates.map((d) => d.fn)));
  const workflows = agentLoops.length === 0 && candidates.length === 0 ? findWorkflows(survey, modelCalls) : [];
  const loops = workflows.length > 0 ? workflows : agentLoops;
  const loopNodes = nodes(loops.map((l) => l.fn));
  const dispatches = onLoops(survey, candidates, loopNodes, () => parsedAnswers(survey, modelCalls, loops[0]));
  const dispatchNodes = nodes(dispatches.map((d) => d.fn));
  const declared = mapTools(survey, declarations, dispatchNodes, loopNodes);
  const tools = workflows.length > 0 ? toolsOf(survey, workflows, declared) : declared;
  const runNodes = [
    ...nodes(tools.flatMap((t) => t.run ?? [])),
    ...tools.flatMap((t) => armsFor(t.name, dispatchNodes)),
  ];
  return {
    survey,
    modelCalls,
    loops,
    dispatches,
    tools,
    loopNodes,
    dispatchNodes,
    runNodes,
    isWorkflow: workflows.length > 0 && tools.length === 0,
  };
}

function pathOf(core: Core): JudgeContext['path'] {
  const { code } = core.survey;
  return {
    loops: core.loopNodes,
    from: code.reach(core.loopNodes),
    to: code.reachedBy(core.loopNodes),
    dispatches: core.dispatchNodes,
    tools: reachDirectly([...core.dispatchNodes, ...core.runNodes], 8),
  };
}

function assemble(core: Core & { remote: FunctionNode[] }, scope: Scope, path: JudgeContext['path']): HarnessMap {
  const { survey } = core;
  const spine = findSpine(survey, core);
  const gates = afterAnswer(survey, spine, core.modelCalls, findGates(survey, spine, core.loops));
  const agents = { code: survey.code, loops: core.loopNodes, dispatches: core.dispatchNodes };
  const tools = markSpawning(agents, judgeTools(survey, core.tools, gates, core.dispatches, spine));
  const subagents = tools.some((t) => t.starts !== undefined) || dispatchesToAgents(core.dispatchNodes);
  const capabilities = capabilitiesOf(survey, tools, new Set(path.tools.keys()), {
    modelCalls: core.modelCalls,
    subagents,
  });
  const found = core.modelCalls.length > 0 && (core.loops.length > 0 || tools.length > 0);
  const stores = findStores(survey, {
    path,
    modelCalls: core.modelCalls,
    runs: [...core.runNodes, ...core.dispatchNodes.filter((d) => !core.loopNodes.includes(d))],
  });
  const map: HarnessMap = {
    found,
    kind: 'none',
    shape: '',
    scope: scope.chosen,
    languages: [...new Set(survey.code.functions.map((f) => f.file.language))].sort(),
    frameworks: [...new Set(survey.code.functions.flatMap((f) => survey.using(f.file).map((x) => x.id)))].sort(),
    capabilities,
    modelCalls: core.modelCalls,
    loops: core.loops,
    dispatches: core.dispatches,
    tools,
    effects: survey.effects.map((e) => ({
      class: e.class,
      site: e.site,
      fn: e.call.fn.id,
      callee: e.call.fact.callee,
    })),
    gates,
    stores: core.isWorkflow ? keptResults(stores) : stores,
    events: [...findEvents(survey.code, path), ...frameworkEvents(survey, path)],
    logs: findLogs(survey),
    budgets: findBudgets(survey, core.loops, path, onlyTools(core, path)),
    agentTypes: findAgentTypes(agents, core.modelCalls, core.tools),
    commands: findCommands(survey.code),
    unseen: unseen(core, scope),
    lookedFor: lookedFor(survey),
  };
  const kind = core.isWorkflow
    ? 'workflow'
    : kindOf(map, frameworkCalls(survey, (f) => f.mcp?.server).length > 0, survey.code.facts.packages);
  return { ...map, kind, shape: describeShape({ ...map, kind }) };
}

/** Functions that only tools run: what bounds them does not bound the run, unless the tool starts an agent again. */
function onlyTools({ runNodes, loopNodes }: Core, path: JudgeContext['path']): Set<FunctionNode> {
  const ran = [...reachDirectly(runNodes, 6)].filter(([, way]) => !way.some((fn) => loopNodes.includes(fn)));
  return new Set(ran.map(([fn]) => fn).filter((fn) => !path.to.has(fn)));
}

function unseen(core: Core, scope: Scope): HarnessMap['unseen'] {
  const others = scope.others.map((o) => ({
    what: `${o.root} was not judged`,
    why: `${o.why}; judge it with --scope ${o.root}`,
  }));
  const lost = core.tools
    .filter((t) => t.run === undefined)
    .map((t) => ({
      what: `what runs the tool ${t.name}`,
      why: 'no function could be tied to its declaration',
      site: t.site,
    }));
  const loop =
    core.modelCalls.length > 0 && core.loops.length === 0 && core.dispatches[0] !== undefined
      ? [
          {
            what: 'the loop that asks the model again',
            why: 'tools are dispatched, but no path from the model call back to itself could be followed',
            site: core.dispatches[0].site,
          },
        ]
      : [];
  return [...others, ...loop, ...lost];
}

function lookedFor(survey: Survey): string[] {
  return [
    `calls to a model: ${survey.frameworks.length} SDKs and frameworks, and the HTTP paths of the model APIs`,
    'a loop around those calls, directly or through functions it calls',
    'tool declarations (objects, classes, decorators, framework calls) and a dispatch over their names',
    'agent configuration (CLAUDE.md, AGENTS.md, .claude, .codex, .mcp.json)',
  ];
}

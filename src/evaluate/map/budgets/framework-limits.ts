// Frameworks that run the loop take its limit as an option. The option's name is the framework's own, so it is data.
import type { Budget, CallNode, Framework, FunctionNode } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import { lastSegment } from '../dotted-path.js';
import type { Survey } from '../survey.js';

type IsOn = (fn: FunctionNode, text: string) => boolean;

/** Limits given to a framework whose modules the file imports: an option of a call, a key, or a call such as `stepCountIs(5)`. */
export function frameworkBudgets(survey: Survey, isOn: IsOn): Budget[] {
  return survey.code.calls.flatMap((call) => {
    const frameworks = survey.using(call.fn.file).filter((f) => f.limits !== undefined);
    if (frameworks.length === 0 || call.targets.length > 0) return [];
    return frameworks
      .flatMap((framework) => limitsOf(call, framework))
      .map(({ name, text, line }) => ({
        site: survey.code.site(call.fn.file.path, line),
        fn: call.fn.id,
        of: kindOf(name),
        stops: true,
        byDefault: isOn(call.fn, text),
      }));
  });
}

function limitsOf(call: CallNode, { limits = [] }: Framework): { name: string; text: string; line: number }[] {
  const { args, callee, line } = call.fact;
  const named = args.flatMap((a) =>
    a.name !== undefined && limits.includes(a.name) ? [{ name: a.name, text: a.text, line }] : [],
  );
  const keyed = args
    .flatMap((a) => (a.object === undefined ? [] : (call.fn.file.objects[a.object]?.keys ?? [])))
    .filter((k) => limits.includes(k.name))
    .map((k) => ({ name: k.name, text: k.text, line: k.line }));
  const own = lastSegment(callee.replace(/::/g, '.'));
  const called = limits.includes(own) && args[0] !== undefined ? [{ name: own, text: args[0].text, line }] : [];
  return [...named, ...keyed, ...called];
}

function kindOf(name: string): Budget['of'] {
  if (mentions(name, ['token'])) return 'tokens';
  if (mentions(name, ['cost', 'budget', 'usd'])) return 'cost';
  if (mentions(name, ['time', 'timeout'])) return 'time';
  return mentions(name, ['call', 'request']) ? 'calls' : 'turns';
}

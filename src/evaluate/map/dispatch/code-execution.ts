// The model's own text is run as code or as a command: what it writes is what happens.
import { mentions } from '../../../words.js';
import type { Found } from '../dispatch.js';
import type { Survey } from '../survey.js';

const CODE = ['code', 'python', 'script', 'snippet', 'action'];

/** Functions that hand code or a command of the model to what runs it. */
export function codeExecution(survey: Survey): Found[] {
  const reaching = new Set(
    [...survey.effectsOf]
      .filter(([, list]) => list.some((e) => e.class === 'shell' || e.class === 'eval'))
      .map(([fn]) => fn),
  );
  const near = survey.code.reachedBy([...reaching], 3);
  return survey.code.functions.flatMap((fn) => {
    const call = fn.calls.find(
      (c) =>
        c.targets.some((t) => near.has(t)) &&
        /^(execute|run|exec|interpret|__call__|run_code\w*)$/.test(c.fact.name) &&
        c.fact.args.some((a) => mentions(a.text, [...CODE, 'command'])),
    );
    return call === undefined ? [] : [{ fn, line: call.fact.line, how: 'code-execution' as const, weight: 1.2 }];
  });
}

// Words of the document that a reader meets on the first day, said with this product's own tools; and what no answer
// settles yet but somebody must before the first run: the model, and where questions and alarms appear.
import type { Design } from '../../contracts.js';
import type { Ground } from './ground.js';
import { alarmDay } from './limits.js';
import { classOf } from './permissions.js';
import { money, names, phrase, watchers, whole } from './say.js';
import { kitOf } from './stack.js';

export function terms(ground: Ground): Design['terms'] {
  const { riskiest, held, brief } = ground;
  const gate = riskiest === undefined ? [] : [{ word: 'gate', means: gateOf(riskiest.name, riskiest.touches) }];
  const kept = held === undefined ? [] : [{ word: 'proposal', means: `a \`${held.name}\` that is kept and not run` }];
  return [
    ...gate,
    ...kept,
    { word: 'class', means: classes(ground) },
    {
      word: 'by',
      means: `ci is ${kitOf(ground).tests} on each change, person is somebody of ${brief.team.maintainers}, paid is the real model at ${money(brief.cost.perRun)} a run or less`,
    },
    { word: 'proves', means: 'a criterion of `harness evaluate`' },
    { word: 'model', means: model(ground) },
    ...places(ground),
  ];
}

const gateOf = (name: string, touches: string) =>
  `the code between a call of \`${name}\` and ${phrase(touches)}; it answers yes, no or ask`;

function classes({ brief }: Ground): string {
  const of = (risk: string) => brief.capabilities.filter((c) => classOf(c) === risk);
  const said = ['read', 'mutate', 'destructive'].filter((risk) => of(risk).length > 0);
  return said.map((risk) => `${risk}: ${names(of(risk))}`).join('; ');
}

function model({ brief }: Ground): string {
  const { inputPrice, outputPrice, window } = brief.cost;
  const price =
    inputPrice + outputPrice === 0
      ? 'without a price'
      : `at ${money(inputPrice)} in and ${money(outputPrice)} out per million tokens`;
  return `any of any vendor ${price}, with a window of ${whole(window)}; every sum here rests on that`;
}

function places(ground: Ground): Design['terms'] {
  const { approved, approvers, attended, brief } = ground;
  const alarms = brief.watching.includes('nobody') ? [] : [alarm(ground)];
  if (approved.length === 0) return alarms;
  return [
    {
      word: 'question',
      means: attended
        ? `shown to ${approvers} in the run that asks, before ${names(approved, 'or')}`
        : `shown to ${approvers} in one list, outside of any run; which one (mail, chat, a page) no answer says: settle it before ${names(approved, 'or')} is built`,
    },
    ...alarms,
  ];
}

function alarm(ground: Ground): Design['terms'][number] {
  return {
    word: 'alarm',
    means: `${alarmDay(ground)}, and a run that ends with a reason other than 'done', told to ${watchers(ground.brief)}`,
  };
}

import { describe, expect, it } from 'vitest';
import type { PartialBrief } from '../../../src/contracts.js';
import { readDraft, writeDraft } from '../../../src/design/ask/draft.js';
import { validate } from '../../../src/design/brief/validate.js';
import { CONFIRM, FIRST_TOOL, JOB, REST, SECOND_TOOL, WHOLE } from './answers.js';
import { CTRL_C, CTRL_D, DOWN, ENTER, ESCAPE, inOneLine, type Typed, typed, UP } from './terminal.js';

const whole = await typed({ brief: {} }, WHOLE);
const complete = whole.brief ?? ({} as PartialBrief);

/** The complete brief without these answers. */
function without(...ids: string[]): PartialBrief {
  const left = structuredClone(complete) as Record<string, Record<string, unknown> | undefined>;
  for (const [part = '', field] of ids.map((id) => id.split('.'))) {
    if (field === undefined) delete left[part];
    else delete left[part]?.[field];
  }
  return left as PartialBrief;
}

describe('an interview', () => {
  it('ends with a brief that a file could hold', () => {
    expect(validate(complete)).toEqual([]);
    expect(complete).toMatchObject({
      name: 'shelf-sorter',
      job: { never: ['break a jar', 'block the door'] },
      capabilities: [
        { name: 'read_labels', does: 'read labels', approval: 'none' },
        { name: 'move_jar', effect: 'write', approval: 'first-time', undo: 'with-work' },
      ],
    });
  });

  it('saves after every answer, and a plain brief at the end', () => {
    const ends = whole.saved.at(-1);
    expect(whole.saved.length).toBeGreaterThanOrEqual(WHOLE.length - 4);
    expect(ends?.unfinished).toBeUndefined();
    expect(writeDraft({ brief: ends?.brief ?? {} })).toBe(writeDraft({ brief: complete }));
  });

  it('asks only what is missing', async () => {
    const { brief, screen } = await typed({ brief: without('team.weeks', 'cost.window') }, [
      ['26 answers are there already; 2 are open', ''],
      ['window hold', ENTER],
      ['how many weeks', `9${ENTER}`],
      CONFIRM,
    ]);
    expect(brief).toEqual({ ...complete, team: { ...complete.team, weeks: 9 } });
    expect(screen).not.toContain('What is it written in');
  });

  it('asks what an answer makes worth asking, and drops what it makes void', async () => {
    const { brief } = await typed({ brief: without('plans') }, [
      ['plan any of these', `${DOWN} ${ENTER}`],
      ['Which MCP servers', `<${ENTER}`],
      ['plan any of these', ` ${DOWN} ${ENTER}`],
      ['Who would write a plugin', `the shop next door${ENTER}`],
      CONFIRM,
    ]);
    expect(brief?.plans).toEqual({ wanted: ['plugins'], pluginsBecause: 'the shop next door' });
  });
});

describe('the keys', () => {
  it('? tells why, in a list at once and in a text after Enter', async () => {
    const { brief, screen } = await typed({ brief: without('team.stack', 'team.weeks') }, [
      ['written in', '?'],
      ['are those of the stack', ENTER],
      ['how many weeks', `?${ENTER}`],
      ['Phases are cut to it', ENTER],
      CONFIRM,
    ]);
    expect(screen).toContain('Phases are cut to it');
    expect(brief).toEqual(complete);
  });

  it('< goes back one question, and the answer that was given is there to be kept', async () => {
    const { brief } = await typed({ brief: without('team.stack', 'team.weeks') }, [
      ['written in', DOWN + ENTER],
      ['how many weeks', `<${ENTER}`],
      ['● Python', '<'],
      ['maintain it', `3${ENTER}`],
      ['how many weeks', ENTER],
      CONFIRM,
    ]);
    expect(brief?.team).toEqual({ maintainers: 3, stack: 'python', weeks: 6 });
  });

  it('Escape goes back as well', async () => {
    const { brief } = await typed({ brief: without('team.stack', 'team.weeks') }, [
      ['written in', ESCAPE],
      ['maintain it', `2${ENTER}`],
      ['written in', ENTER],
      ['how many weeks', ENTER],
      CONFIRM,
    ]);
    expect(brief?.team?.maintainers).toBe(2);
  });

  it('going back from the first question asks it again', async () => {
    const { saved } = await typed({ brief: {} }, [
      ['What are you building', `<${ENTER}`],
      ['What are you building', `A thing${ENTER}`],
      ['What is it called', CTRL_C],
    ]);
    expect(saved.at(-1)?.brief).toEqual({ description: 'A thing' });
  });

  it('a pasted paragraph is one answer', async () => {
    const pasted = '\u001b[200~A thing\r\nthat sorts\n  shelves\u001b[201~';
    const { saved } = await typed({ brief: {} }, [
      ['What are you building', pasted + ENTER],
      ['What is it called', CTRL_C],
    ]);
    expect(saved.at(-1)?.brief.description).toBe('A thing that sorts shelves');
  });

  it('keys that come before they are asked for wait for their question', async () => {
    const ahead = `4${ENTER}${DOWN}${ENTER}7${ENTER}`;
    const { brief } = await typed({ brief: without('team') }, [['maintain it', ahead], CONFIRM]);
    expect(brief?.team).toEqual({ maintainers: 4, stack: 'python', weeks: 7 });
  });
});

describe('answers that are none', () => {
  it.each([
    ['0', '0 is out of bounds; from 1 to 1000.'],
    ['1.5', '1.5 is no whole number.'],
    ['two', "'two' is no number"],
    ['1,5', "'1,5' is no number"],
  ])('%s people: %s', async (given, told) => {
    const { brief } = await typed({ brief: without('team.maintainers') }, [
      ['maintain it', given + ENTER],
      [told, `${'\u007f'.repeat(given.length)}2${ENTER}`],
      CONFIRM,
    ]);
    expect(brief?.team?.maintainers).toBe(2);
  });

  it('an empty text where nobody else can know', async () => {
    await typed({ brief: without('job.owns') }, [
      ['Which job', ENTER],
      ['This needs an answer', `sorts shelves${ENTER}`],
      CONFIRM,
    ]);
  });

  it('a choice that excludes the others, together with another', async () => {
    const { brief } = await typed({ brief: without('watching') }, [
      ['Who watches', `${UP} ${ENTER}`],
      ["'nobody' together with something else", `${UP} ${ENTER}`],
      CONFIRM,
    ]);
    expect(brief?.watching).toEqual(['user']);
  });

  it('no choice where one is needed', async () => {
    const { brief } = await typed({ brief: without('watching') }, [
      ['Who watches', ` ${ENTER}`],
      ['Space ticks at least one', ` ${ENTER}`],
      CONFIRM,
    ]);
    expect(brief?.watching).toEqual(['user']);
  });

  it('a tool of a name that is taken', async () => {
    await typed({ brief: without('capabilities') }, [
      ...FIRST_TOOL,
      ['One tool each', DOWN + ENTER],
      ['Name of the tool', `read_labels${ENTER}`],
      ["'read_labels' is there already", CTRL_C],
    ]);
  });
});

describe('guesses', () => {
  const WORDS = 'A nightly job, in Python, that reads invoices and sends reports';

  it('are shown with their words; what is unticked is asked, what is ticked is not', async () => {
    const { brief, screen } = await typed({ brief: without('description', 'shape', 'run.startedBy', 'team.stack') }, [
      ['What are you building', WORDS + ENTER],
      ['(“nightly”', ''],
      ['(“Python”)', `${DOWN.repeat(2)} ${ENTER}`],
      ['written in', `${DOWN.repeat(2)}${ENTER}`],
      CONFIRM,
    ]);
    expect(brief).toMatchObject({
      shape: 'workflow-orchestrator',
      run: { startedBy: 'schedule' },
      team: { stack: 'rust' },
    });
    expect(screen).not.toContain('comes closest?\n');
  });

  it('tools are offered to be kept, changed or taken away', async () => {
    const { brief } = await typed({ brief: without('description', 'capabilities') }, [
      ['What are you building', `It reads invoices and sends reports${ENTER}`],
      ['Seen in your words: “reads invoices”, “sends reports”', ''],
      ['One tool each', DOWN.repeat(4) + ENTER],
      ['One tool each', ENTER],
      CONFIRM,
    ]);
    expect(brief?.capabilities).toMatchObject([{ name: 'sends_reports', effect: 'send', approval: 'every-time' }]);
  });

  it('going back from them leads to the description', async () => {
    const { saved } = await typed({ brief: {} }, [
      ['What are you building', WORDS + ENTER],
      ['Which are right', '<'],
      ['What are you building', ` quickly${ENTER}`],
      ['Which are right', ENTER],
      ['What is it called', CTRL_C],
    ]);
    expect(saved.at(-1)?.brief).toMatchObject({ description: `${WORDS} quickly`, team: { stack: 'python' } });
  });
});

describe('contradictions', () => {
  it('are asked about until they are gone', async () => {
    const { brief } = await typed({ brief: without('run.survives') }, [
      ['survive a restart', ` ${DOWN} ${DOWN} ${DOWN} ${ENTER}`],
      ['These do not go together: it remembers (session), yet nothing survives', ENTER],
      ['remember?', ENTER],
      ['These do not go together', ENTER],
      ['remember?', `${UP}${ENTER}`],
      CONFIRM,
    ]);
    expect(brief).toMatchObject({ run: { survives: ['nothing'] }, context: { memory: 'none' } });
  });

  it('a read-only product whose tool writes: the tool may change', async () => {
    const description = 'A read-only thing';
    const { brief } = await typed(
      {
        brief: { ...without('description'), description, run: { ...complete.run, waitsFor: ['user'] } },
        unfinished: { guessed: true },
      },
      [
        ["the description says 'read-only', yet move_jar has the effect 'write' on jars", ENTER],
        ['One tool each', DOWN.repeat(5) + ENTER],
        ['One tool each', ENTER],
        CONFIRM,
      ],
    );
    expect(brief?.capabilities.map(({ name }) => name)).toEqual(['read_labels']);
  });
});

describe('stopping', () => {
  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('%s ends it in any prompt, says where the answers are and how to go on', async (_name, key) => {
    for (const at of ['Which job', 'comes closest', 'survive a restart']) {
      const script = WHOLE.slice(
        0,
        WHOLE.findIndex(([when]) => when === at),
      );
      const { brief, screen, saved } = await typed({ brief: {} }, [...script, [at, key]]);
      expect(brief).toBeUndefined();
      expect(inOneLine(screen)).toContain('Your answers are in answers.yaml. Go on with: harness design --resume');
      expect(saved.at(-1)?.unfinished).toBeDefined();
    }
  });

  it('keeps at once what it was given, so that its last words are true', async () => {
    const { saved } = await typed({ brief: without('team') }, [['maintain it', CTRL_C]]);
    expect(saved.at(-1)?.brief).toEqual(without('team'));
  });

  it('says so when nothing was answered', async () => {
    const { screen, saved } = await typed({ brief: {} }, [['What are you building', CTRL_C]]);
    expect(screen).toContain('nothing was written');
    expect(saved).toEqual([]);
  });

  it('after any answer, going on ends with the same file as never having stopped', async () => {
    const unbroken = writeDraft({ brief: complete });
    const stops = [1, 5, 6, 8, 9, 12, 16, 17, 18, 21, 26, 28, 40, WHOLE.length - 1];
    for (const stop of stops) {
      const first = await typed({ brief: {} }, [...WHOLE.slice(0, stop), [WHOLE[stop]?.[0] ?? '', CTRL_C]]);
      const draft = readDraft(writeDraft(first.saved.at(-1) ?? { brief: {} }), 'answers.yaml');
      const second = await typed(draft, WHOLE.slice(stop));
      expect(writeDraft(second.saved.at(-1) ?? { brief: {} }), `stopped before key ${stop}`).toBe(unbroken);
    }
  });

  it('a question that was being asked again is asked again', async () => {
    const first = await typed({ brief: complete }, [
      ['Is this what you want planned', DOWN + ENTER],
      ['Which one?', DOWN + ENTER],
      ['What is it called', CTRL_C],
    ]);
    const second = await typed(first.saved.at(-1) ?? { brief: {} }, [['What is it called', `-two${ENTER}`], CONFIRM]);
    expect(second.brief).toEqual({ ...complete, name: 'shelf-sorter-two' });
  });
});

describe('the screen', () => {
  const script: readonly Typed[] = [...JOB, ...FIRST_TOOL, ...SECOND_TOOL, ...REST, CONFIRM];

  it('draws its own lines within 60 columns', async () => {
    const { screen } = await typed({ brief: {} }, script, { columns: 60 });
    const widest = Math.max(
      ...screen
        .split('\n')
        .filter((line) => !line.includes('█'))
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(60);
  });

  it('uses no colour when told so, and still shows where one stands', () => {
    expect(whole.raw).not.toMatch(new RegExp(`${ESCAPE}\\[[\\d;]*m`));
    expect(whole.screen).toContain('› What was said');
    expect(whole.screen).toContain('● Reads');
  });
});

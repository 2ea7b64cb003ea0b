import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Draft, draftAt, readDraft, writeDraft } from '../../../src/design/ask/draft.js';
import { readBrief } from '../../../src/design/brief/file.js';

const draft: Draft = {
  brief: { description: 'A thing that sorts\nunfinished:\nshelves', name: 'shelf-sorter' },
  unfinished: {
    guessed: true,
    lines: ['break a jar', ''],
    tool: { at: 0, fields: { name: 'move_jar', does: 'moves: a jar\nunfinished: yes' } },
  },
};

describe('a draft on disk', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'draft-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read as it was written', () => {
    expect(readDraft(writeDraft(draft), 'answers.yaml')).toEqual(draft);
  });

  it('is a plain brief once nothing is unfinished', () => {
    expect(readBrief(writeDraft({ brief: draft.brief }), 'answers.yaml')).toEqual(draft.brief);
  });

  it('may be a brief that somebody wrote by hand', () => {
    expect(readDraft('version: 1\nname: mine\n', 'answers.yaml')).toEqual({ brief: { name: 'mine' } });
  });

  it('names the line of a mistake in the answers', () => {
    const text = writeDraft(draft).replace('name: shelf-sorter', 'nome: shelf-sorter');
    expect(() => readDraft(text, 'answers.yaml')).toThrow(/^answers\.yaml:\d+:1 unknown key 'nome'/);
  });

  it.each(['tools: [1]', 'lines: 3', '- a', 'tool: {at: x}', 'tools: [{name: a}]', '": ['])(
    'refuses an unfinished part that somebody broke: %s',
    (broken) => {
      expect(() => readDraft(`version: 1\nunfinished:\n  ${broken}\n`, 'answers.yaml')).toThrow(
        "answers.yaml: what stands under 'unfinished' cannot be read",
      );
    },
  );

  it('is replaced as a whole, and nothing is left beside it', () => {
    const file = join(folder, 'answers.yaml');
    const { save } = draftAt(file);
    save({ brief: { name: 'first' } });
    save(draft);
    expect(readdirSync(folder)).toEqual(['answers.yaml']);
    expect(readFileSync(file, 'utf8')).toBe(writeDraft(draft));
  });

  it('says when it cannot be kept', () => {
    writeFileSync(join(folder, 'taken'), '');
    expect(() => draftAt(join(folder, 'taken', 'answers.yaml')).save(draft)).toThrow('cannot keep the answers in');
  });
});

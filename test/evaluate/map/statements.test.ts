// Generated statements begin with a comment that names them.
import { describe, expect, it } from 'vitest';
import { operationOf } from '../../../src/evaluate/map/stores/statements.js';

describe('a statement behind a comment', () => {
  it('does what its verb says', () => {
    expect(operationOf('-- name: UpdateMessage :exec\nUPDATE messages SET parts = ? WHERE id = ?')).toBe('insert');
    expect(operationOf('-- name: List :many\n-- all of them\nSELECT parts FROM messages')).toBe('read');
    expect(operationOf('-- name: Drop :exec\nDELETE FROM messages')).toBeUndefined();
  });
});

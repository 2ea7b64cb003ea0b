// Tells what the judge knows; it needs no repository.
import { type Offered, READS_ONLY } from '../tool.js';

const title = 'Explain a criterion or a primitive';

export const explain: Offered = {
  tool: {
    name: 'explain',
    title,
    description:
      'Tells what a criterion of evaluate asks, what its verdict rests on, how to fix it and the test that proves it; or ' +
      'all about a primitive, with how it can look in a small system; or, without an id, lists the twelve primitives and ' +
      'their criteria. Use it before you explain or fix a finding. Reads no repository.',
    inputSchema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        id: {
          type: 'string',
          minLength: 1,
          description: 'Such as permission-system/gate (a criterion) or permission-system (a primitive).',
        },
      },
    },
    annotations: { title, ...READS_ONLY },
  },
  call: async ({ id }, instruments) => ({ texts: [instruments.explain(id as string | undefined)] }),
};

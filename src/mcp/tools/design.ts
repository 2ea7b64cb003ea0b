// Plans a harness. Without a brief it hands out the questions, so that a host needs no second tool to begin.
import { type Offered, READS_ONLY } from '../tool.js';

const title = 'Design an agent harness';
const files = {
  type: 'array',
  items: {
    type: 'object',
    required: ['path', 'text'],
    properties: { path: { type: 'string' }, text: { type: 'string' } },
  },
} as const;

export const design: Offered = {
  tool: {
    name: 'design',
    title,
    description:
      'Plans a lean harness for an AI agent that is to be built. Call it first without a brief: it answers with the ' +
      'questions to ask the user (one topic at a time; never answer for them) and the JSON Schema of a brief. Then call it ' +
      'with the brief: it answers with the documents: summary, architecture with phases and tests, and a design that ' +
      'harness evaluate --design can check later. Missing and contradicting answers are listed. Writes nothing: ' +
      'offer to save the documents.',
    inputSchema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        brief: { type: 'object', description: 'The answers, as the schema that comes with the questions has them.' },
      },
    },
    outputSchema: {
      type: 'object',
      description: 'files with a brief; questions and schema without.',
      properties: {
        files,
        version: { type: 'number' },
        questions: { type: 'array', items: { type: 'object' } },
        schema: { type: 'object', description: 'JSON Schema of a brief.' },
      },
    },
    annotations: { title, ...READS_ONLY },
  },
  call: async ({ brief }, instruments) => {
    if (brief === undefined) {
      const questions = instruments.questions();
      return { texts: [questions], data: JSON.parse(questions) as Record<string, unknown> };
    }
    const documents = instruments.design(brief as object);
    return { texts: documents.map(({ path, text }) => `File: ${path}\n\n${text}`), data: { files: documents } };
  },
};

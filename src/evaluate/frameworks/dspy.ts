// DSPy. Documentation: https://dspy.ai/api/modules/ReAct
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'dspy',
  title: 'DSPy',
  languages: ['python'],
  modules: ['dspy'],
  requests: calls('Predict', 'ChainOfThought'),
  loops: calls('ReAct', 'CodeAct', 'ProgramOfThought', 'RLM'),
  tools: { calls: calls('Tool', 'Tool.from_mcp_tool', 'Tool.from_langchain') },
  limits: ['max_iters', 'max_iterations'],
};

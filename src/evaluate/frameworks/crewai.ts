// CrewAI. Documentation: https://docs.crewai.com/en/concepts/crews, https://docs.crewai.com/en/concepts/flows
import type { Framework } from '../../contracts.js';
import { calls, stores } from './kit/calls.js';

export const framework: Framework = {
  id: 'crewai',
  title: 'CrewAI',
  languages: ['python'],
  modules: ['crewai', 'crewai_tools', 'crewai-tools'],
  requests: calls('LLM.call', 'llm.call'),
  loops: calls('Crew', 'kickoff', 'kickoff_async', 'akickoff', 'kickoff_for_each'),
  tools: { calls: calls('MCPServerAdapter'), decorators: ['tool'], bases: ['BaseTool'] },
  validatesInput: true,
  gateOptions: ['human_input', 'human_feedback'],
  stores: stores(true, 'SQLiteFlowPersistence', 'LTMSQLiteStorage', 'LongTermMemory'),
  limits: ['max_iter', 'max_rpm', 'max_execution_time', 'max_retry_limit'],
  mcp: { client: calls('MCPServerAdapter', 'MCPServerStdio', 'MCPServerHTTP', 'MCPServerSSE') },
  agents: calls('Agent'),
};

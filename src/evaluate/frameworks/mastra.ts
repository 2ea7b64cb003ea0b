// Mastra. Documentation: https://mastra.ai/docs/agents/overview, https://mastra.ai/docs/agents/agent-approval
import type { Framework } from '../../contracts.js';
import { calls, constructed, stores } from './kit/calls.js';

export const framework: Framework = {
  id: 'mastra',
  title: 'Mastra',
  languages: ['typescript'],
  modules: ['@mastra', 'mastra'],
  loops: [
    ...constructed('Agent'),
    ...calls('agent.generate', 'agent.stream', 'agent.network', 'agent.generateLegacy', 'agent.streamLegacy'),
  ],
  graphs: calls('createWorkflow'),
  tools: { calls: calls('createTool') },
  validatesInput: true,
  gates: calls('suspend'),
  gateOptions: ['requireApproval', 'requireToolApproval'],
  stores: [
    ...stores(
      true,
      'LibSQLStore',
      'PostgresStore',
      'PgStorage',
      'UpstashStore',
      'MongoDBStore',
      'D1Store',
      'DynamoDBStore',
    ),
    ...stores(false, 'InMemoryStore'),
  ],
  limits: ['maxSteps', 'stopWhen', 'stepCountIs'],
  mcp: { client: constructed('MCPClient', 'MCPConfiguration'), server: constructed('MCPServer') },
  telemetry: constructed('Observability', 'PinoLogger'),
};

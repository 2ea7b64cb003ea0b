// Claude Agent SDK (once Claude Code SDK). Documentation: https://docs.claude.com/en/api/agent-sdk/overview
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'claude-agent-sdk',
  title: 'Claude Agent SDK',
  languages: ['typescript', 'python'],
  modules: [
    '@anthropic-ai/claude-agent-sdk',
    '@anthropic-ai/claude-code',
    'claude_agent_sdk',
    'claude-agent-sdk',
    'claude_code_sdk',
    'claude-code-sdk',
  ],
  loops: calls(
    'query',
    'ClaudeSDKClient',
    'ClaudeSDKClient.query',
    'client.query',
    'unstable_v2_createSession',
    'unstable_v2_prompt',
  ),
  tools: { calls: calls('tool'), decorators: ['tool'] },
  validatesInput: true,
  gateOptions: [
    'canUseTool',
    'can_use_tool',
    'allowedTools',
    'allowed_tools',
    'disallowedTools',
    'disallowed_tools',
    'permissionMode',
    'permission_mode',
    'hooks',
    'sandbox',
  ],
  limits: ['maxTurns', 'max_turns', 'maxBudgetUsd', 'max_budget_usd'],
  mcp: { server: calls('createSdkMcpServer', 'create_sdk_mcp_server') },
  agents: calls('AgentDefinition'),
};

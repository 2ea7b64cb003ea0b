// Inngest durable functions. Documentation: https://www.inngest.com/docs/learn/inngest-steps
import type { Framework } from '../../contracts.js';
import { calls, stores } from './kit/calls.js';

export const framework: Framework = {
  id: 'inngest',
  title: 'Inngest',
  languages: ['typescript', 'python', 'go'],
  modules: ['inngest', '@inngest/agent-kit', 'github.com/inngest/inngestgo'],
  requests: calls('step.ai.infer'),
  loops: calls('createNetwork', 'network.run', 'agent.run'),
  tools: { calls: calls('createTool') },
  gates: calls('step.waitForEvent', 'step.wait_for_event', 'step.WaitForEvent'),
  stores: stores(true, 'step.run', 'step.ai.wrap', 'step.sendEvent', 'step.send_event', 'step.invoke', 'step.Run'),
  limits: ['maxIter', 'max_iter'],
  agents: calls('createAgent'),
};

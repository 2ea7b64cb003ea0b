// Fantasy, agents for Go. Documentation: https://pkg.go.dev/charm.land/fantasy
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'fantasy',
  title: 'Fantasy',
  languages: ['go'],
  modules: ['charm.land/fantasy', 'github.com/charmbracelet/fantasy'],
  requests: calls('model.Generate', 'model.Stream', 'LanguageModel.Generate', 'LanguageModel.Stream'),
  loops: calls('agent.Generate', 'agent.Stream'),
  tools: { calls: calls('fantasy.NewAgentTool', 'fantasy.NewParallelAgentTool') },
};

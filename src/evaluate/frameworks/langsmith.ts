// LangSmith tracing. Documentation: https://docs.langchain.com/langsmith/annotate-code
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'langsmith',
  title: 'LangSmith',
  languages: ['typescript', 'python', 'go'],
  modules: ['langsmith', 'github.com/langchain-ai/langsmith-go'],
  telemetry: calls(
    'traceable',
    'trace',
    'wrapOpenAI',
    'wrap_openai',
    'wrapAnthropic',
    'wrap_anthropic',
    'wrapAISDK',
    'RunTree',
    'client.createRun',
    'client.create_run',
  ),
};

// AWS SDKs for Bedrock Runtime. Documentation: https://docs.aws.amazon.com/bedrock/latest/userguide/service_code_examples.html
import type { Framework } from '../../contracts.js';
import { calls, constructed } from './kit/calls.js';

export const framework: Framework = {
  id: 'bedrock',
  title: 'Amazon Bedrock Runtime',
  languages: ['typescript', 'python', 'go', 'rust'],
  modules: [
    '@aws-sdk/client-bedrock-runtime',
    'boto3',
    'aioboto3',
    'github.com/aws/aws-sdk-go-v2/service/bedrockruntime',
    'aws_sdk_bedrockruntime',
    'aws-sdk-bedrockruntime',
  ],
  requests: [
    ...constructed(
      'ConverseCommand',
      'ConverseStreamCommand',
      'InvokeModelCommand',
      'InvokeModelWithResponseStreamCommand',
    ),
    // boto3 is one module for every AWS service, so only Bedrock's own method names count.
    ...calls(
      'converse_stream',
      'invoke_model',
      'invoke_model_with_response_stream',
      'bedrock.converse',
      'bedrock_runtime.converse',
      'client.converse',
    ),
    ...calls('client.Converse', 'client.ConverseStream', 'client.InvokeModel', 'client.InvokeModelWithResponseStream'),
  ],
};

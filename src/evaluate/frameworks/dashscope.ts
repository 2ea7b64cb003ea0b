// Alibaba Cloud's DashScope. Documentation: https://help.aliyun.com/zh/model-studio/use-qwen-by-calling-api
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'dashscope',
  title: 'DashScope',
  languages: ['python'],
  modules: ['dashscope'],
  requests: calls('Generation.call', 'AioGeneration.call', 'MultiModalConversation.call'),
};

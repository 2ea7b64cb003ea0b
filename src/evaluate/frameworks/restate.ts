// Restate durable execution. Documentation: https://docs.restate.dev/develop/ts/durable-steps
import type { Framework } from '../../contracts.js';
import { calls, stores } from './kit/calls.js';

export const framework: Framework = {
  id: 'restate',
  title: 'Restate',
  languages: ['typescript', 'python', 'go', 'rust'],
  modules: ['@restatedev', 'restate', 'restate_sdk', 'restate-sdk', 'github.com/restatedev/sdk-go'],
  gates: calls('ctx.awakeable', 'ctx.promise', 'restate.Awakeable'),
  stores: stores(true, 'ctx.run', 'ctx.run_typed', 'ctx.set', 'restate.Run', 'restate.Set', 'durableCalls'),
};

// Temporal durable execution. Documentation: https://docs.temporal.io/develop
import type { Framework } from '../../contracts.js';
import { calls, stores } from './kit/calls.js';

export const framework: Framework = {
  id: 'temporal',
  title: 'Temporal',
  languages: ['typescript', 'python', 'go', 'rust'],
  modules: ['@temporalio', 'temporalio', 'go.temporal.io/sdk', 'temporal_sdk'],
  gates: calls('condition', 'workflow.wait_condition', 'workflow.Await', 'workflow.GetSignalChannel'),
  // Each of these puts a step and its result into the workflow's history.
  stores: stores(
    true,
    'proxyActivities',
    'proxyLocalActivities',
    'executeChild',
    'workflow.execute_activity',
    'workflow.execute_activity_method',
    'workflow.execute_child_workflow',
    'workflow.ExecuteActivity',
    'workflow.ExecuteChildWorkflow',
    'workflow.start',
    'workflow.execute',
    'start_workflow',
    'execute_workflow',
    'ExecuteWorkflow',
  ),
  limits: [
    'startToCloseTimeout',
    'start_to_close_timeout',
    'StartToCloseTimeout',
    'maximumAttempts',
    'maximum_attempts',
    'MaximumAttempts',
  ],
};

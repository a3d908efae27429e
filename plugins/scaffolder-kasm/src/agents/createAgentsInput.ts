import {
  agentPool,
  permissiveJsonSchema,
  type AgentPool,
  type PermissiveJsonSchema,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { addressProblems } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import * as z from 'zod';
import { deadlinesSchema, type Deadlines } from '../run/deadlines';
import { parseInput } from '../run/parseInput';
import { agentsOf } from './agentsOf';

const createAgentsSchema = z
  .strictObject({
    ...agentsOf,
    ...agentPool.shape,
    enable: z
      .boolean()
      .default(true)
      .describe('Enable agents when they have joined, where a key allows it'),
    deadlines: deadlinesSchema,
  })
  .superRefine((input, context) => {
    for (const problem of addressProblems(input)) {
      const [field, ...words] = problem.split(': ');
      context.addIssue({
        code: 'custom',
        path: field.split('.'),
        message: words.join(': '),
      });
    }
  });

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const createAgentsInputJsonSchema: PermissiveJsonSchema =
  permissiveJsonSchema(createAgentsSchema);

/** What `kasm:agents:create` is asked for. */
export interface CreateAgentsInput {
  cluster: string;
  name: string;
  agentCluster?: string;
  agentNamespace?: string;
  pool: AgentPool;
  enable: boolean;
  deadlines: Deadlines;
}

/** @throws InputError with one line that lists every problem */
export function parseCreateAgentsInput(input: unknown): CreateAgentsInput {
  const {
    cluster,
    name,
    agentCluster,
    agentNamespace,
    enable,
    deadlines,
    ...pool
  } = parseInput(createAgentsSchema, input);
  return {
    cluster,
    name,
    agentCluster,
    agentNamespace,
    pool,
    enable,
    deadlines,
  };
}

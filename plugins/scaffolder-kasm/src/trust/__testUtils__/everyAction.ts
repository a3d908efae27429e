import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { KubeClients } from '@kasm-portal/backstage-plugin-kasm-node';
import { parse } from 'yaml';
import { configWith } from '../../__testUtils__/inMemory';
import { catalogWith } from '../../__testUtils__/runAction';
import { kasmActions } from '../../kasmActions';
import type { ActionServices } from '../../run/ActionServices';

/** Who starts a task. */
export interface Starter {
  /** Names of permissions that are given; all when absent. */
  given?: readonly string[];
  service?: boolean;
  isDryRun?: boolean;
}

/** What an attempt came to. */
export interface Attempt {
  error?: Error;
  /** Every request that would have reached a cluster. */
  reached: string[];
  /** Permissions that were asked for, with the deployment. */
  asked: string[];
  audit: Array<{ event: object; end?: 'success' | 'fail'; error?: string }>;
}

/** An input of each action that its schema takes: its first example, with parameters filled in. */
export const INPUTS: ReadonlyMap<string, object> = new Map(
  kasmActions({} as ActionServices).map(action => [
    action.id,
    parse(
      action
        .examples![0].example.replace(
          /\$\{\{ parameters\.cluster \}\}/g,
          'rke2',
        )
        .replace(/\$\{\{ parameters\.name \}\}/g, 'kasm'),
    ).steps.find((step: { action: string }) => step.action === action.id).input,
  ]),
);

/** Starts an action where no cluster answers, and keeps what it tried. */
export async function attempt(
  id: string,
  input: object,
  { given, service, isDryRun }: Starter = {},
): Promise<Attempt> {
  const result: Attempt = { reached: [], asked: [], audit: [] };
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async event => {
    const kept: Attempt['audit'][number] = { event };
    result.audit.push(kept);
    return {
      success: async () => {
        kept.end = 'success';
      },
      fail: async ({ error }) => {
        kept.end = 'fail';
        kept.error = error.message;
      },
    };
  });
  const action = kasmActions({
    config: configWith(),
    clients: unreachable(result.reached),
    auditor,
    auth: mockServices.auth(),
    catalog: catalogWith(true),
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(request => {
          const { name } = request.permission;
          const ref = (request as { resourceRef?: string }).resourceRef;
          result.asked.push([name, ref].filter(Boolean).join(' '));
          return {
            result:
              !given || given.includes(name)
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          };
        }),
    }),
    userInfo: mockServices.userInfo({
      ownershipEntityRefs: ['group:default/platform-engineers'],
    }),
    pollInterval: 1,
  }).find(candidate => candidate.id === id)!;
  try {
    await action.handler({
      ...createMockActionContext({ input: input as never }),
      task: { id: 'task-1' },
      user: { ref: 'user:default/guest' },
      isDryRun,
      output: () => undefined,
      getInitiatorCredentials: async () =>
        service ? mockCredentials.service() : mockCredentials.user(),
    });
  } catch (error) {
    result.error = error as Error;
  }
  return result;
}

function unreachable(reached: string[]): KubeClients {
  return {
    client: name =>
      new Proxy({} as never, {
        get: (_, method) => async () => {
          reached.push(`${name} ${String(method)}`);
          throw new Error('no cluster answers');
        },
      }),
    close: async () => undefined,
  };
}

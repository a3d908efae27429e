import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createDeploymentAction,
  type CreateDeploymentOptions,
} from '../create/createDeploymentAction';

/** What a run of the action left for people. */
export interface ActionRun {
  /** Every line of the task's log. */
  log: string[];
  outputs: Record<string, any>;
  error?: Error;
}

/** A catalog that has every entity, or none. */
export function catalogWith(found: boolean): CatalogService {
  return {
    getEntityByRef: async (ref: string) =>
      found
        ? { apiVersion: 'v1', kind: 'Component', metadata: { name: ref } }
        : undefined,
  } as unknown as CatalogService;
}

/** Runs `kasm:deployment:create` as the scaffolder does, as a user who may create. */
export async function runAction(
  input: object,
  options: Pick<CreateDeploymentOptions, 'config' | 'clients'> &
    Partial<CreateDeploymentOptions>,
  context: {
    signal?: AbortSignal;
    isDryRun?: boolean;
    onLine?: (line: string) => void;
    allowed?: boolean;
    service?: boolean;
  } = {},
): Promise<ActionRun> {
  const { signal, isDryRun, onLine, allowed = true, service } = context;
  const run: ActionRun = { log: [], outputs: {} };
  const write = (line: string) => {
    run.log.push(line);
    onLine?.(line);
  };
  const logger = Object.assign(mockServices.logger.mock(), {
    info: write,
    warn: write,
    error: write,
    debug: write,
  });
  const action = createDeploymentAction({
    auth: mockServices.auth(),
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(() => ({
          result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        })),
    }),
    catalog: catalogWith(true),
    pollInterval: 100,
    ...options,
  });
  try {
    await action.handler({
      ...createMockActionContext({ input: input as any, logger }),
      // the mock context takes over only some of the fields
      output: (name, value) => {
        run.outputs[name] = value;
      },
      signal,
      isDryRun,
      getInitiatorCredentials: async () =>
        service ? mockCredentials.service() : mockCredentials.user(),
    });
  } catch (error) {
    run.error = error as Error;
  }
  return run;
}

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createDeploymentAction } from '../create/createDeploymentAction';
import type { ActionServices } from '../run/ActionServices';

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

/** Runs an action, `kasm:deployment:create` by default, as the scaffolder does and as a user who may. */
export async function runAction(
  input: object,
  options: Pick<ActionServices, 'config' | 'clients'> & Partial<ActionServices>,
  context: {
    signal?: AbortSignal;
    isDryRun?: boolean;
    onLine?: (line: string) => void;
    allowed?: boolean;
    service?: boolean;
    task?: string;
    workspacePath?: string;
    action?: (services: ActionServices) => TemplateAction;
  } = {},
): Promise<ActionRun> {
  const {
    signal,
    isDryRun,
    onLine,
    allowed = true,
    service,
    action: make = createDeploymentAction,
  } = context;
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
  const action = make({
    auth: mockServices.auth(),
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(() => ({
          result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        })),
    }),
    catalog: catalogWith(true),
    userInfo: mockServices.userInfo({
      ownershipEntityRefs: [
        'user:default/mock',
        'group:default/platform-engineers',
        'group:default/design',
      ],
    }),
    pollInterval: 100,
    resolve: async () => ['10.0.0.10'],
    ...options,
  });
  try {
    await action.handler({
      ...createMockActionContext({
        input: input as any,
        logger,
        ...(context.workspacePath && { workspacePath: context.workspacePath }),
      }),
      ...(context.task && { task: { id: context.task } }),
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

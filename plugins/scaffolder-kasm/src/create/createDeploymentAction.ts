import type {
  AuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  deploymentNames,
  type KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type {
  KasmConfig,
  KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { authoriseCreate } from './authorise';
import { examples } from './createDeploymentAction.examples';
import {
  createInputJsonSchema,
  parseCreateInput,
  type Deadlines,
} from './createInput';
import type { RunContext } from './CreateRun';
import { probeEndpoint, type EndpointProbe } from './endpointProbe';
import { createOutputs } from './outputs';
import { outputJsonSchema } from './outputSchema';
import { Progress } from './progress';
import { runCreate } from './runCreate';
import { withinBounds } from './withinBounds';
import { refusing } from './withoutStack';
import { WriteRecord } from './WriteRecord';

/** What the action works with. */
export interface CreateDeploymentOptions {
  /** Undefined when the portal has no `kasm` configuration. */
  config: KasmConfig | undefined;
  /** Writers; see kasm-node. */
  clients: KubeClients | undefined;
  auth: AuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
  /** Milliseconds between two looks at the cluster; default 1,000. */
  pollInterval?: number;
  /** How the public host is asked. */
  probe?: EndpointProbe;
  now?: () => Date;
}

/**
 * `kasm:deployment:create`: a running Kasm from one spec. A plain TemplateAction, because the
 * scaffolder's own factory does not read zod 4 schemas.
 */
export function createDeploymentAction(
  options: CreateDeploymentOptions,
): TemplateAction {
  return {
    id: 'kasm:deployment:create',
    description:
      'Creates a Kasm Workspaces deployment in a configured cluster and waits until it works',
    examples,
    supportsDryRun: true,
    schema: {
      input: createInputJsonSchema as object,
      output: outputJsonSchema,
    },
    async handler(ctx) {
      const { spec, deadlines } = refusing(() => parseCreateInput(ctx.input));
      const { config, clients } = options;
      if (!config || !clients) {
        throw new InputError(
          'Kasm is not configured in this portal: add a kasm section with clusters to the configuration',
        );
      }
      const credentials = await ctx.getInitiatorCredentials();
      await authoriseCreate(options, credentials);
      const run = refusing(() =>
        runContext(options, ctx, { spec, deadlines, config, clients }),
      );
      await runCreate(run, {
        configured: config.deployments,
        catalog: options.catalog,
        credentials,
      });
      for (const [name, value] of Object.entries(createOutputs(run))) {
        ctx.output(name, value);
      }
    },
  };
}

function runContext(
  options: CreateDeploymentOptions,
  ctx: ActionContext<any>,
  asked: {
    spec: KasmDeploymentSpec;
    deadlines: Deadlines;
    config: KasmConfig;
    clients: KubeClients;
  },
): RunContext {
  const { spec, deadlines, config, clients } = asked;
  const names = deploymentNames(spec);
  const cluster = withinBounds(config, spec, names);
  return {
    spec,
    names,
    cluster,
    deadlines,
    client: clients.client(cluster.name),
    progress: new Progress(ctx.logger),
    written: new WriteRecord(),
    probe: options.probe ?? probeEndpoint,
    signal: ctx.signal ?? new AbortController().signal,
    dryRun: ctx.isDryRun ?? false,
    pollInterval: options.pollInterval ?? 1_000,
    task: ctx.task.id,
    user: ctx.user?.ref,
    now: options.now ?? (() => new Date()),
  };
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  ActionContext,
  TemplateAction,
  TemplateExample,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { PermissiveJsonSchema } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type {
  KasmConfig,
  KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { ActionServices } from './ActionServices';
import { audited } from './audited';
import { authorise, type Needed } from './authorise';
import { Progress } from './progress';
import { refusing } from './withoutStack';

/** One start of an action, after its input was read and its user was allowed to. */
export interface Started {
  readonly services: ActionServices;
  readonly config: KasmConfig;
  /** Writers. */
  readonly clients: KubeClients;
  readonly credentials: BackstageCredentials;
  readonly progress: Progress;
  /** Aborts when the task is cancelled. */
  readonly signal: AbortSignal;
  readonly dryRun: boolean;
  readonly task: string;
  readonly user?: string;
  /** Folder of the task's files. */
  readonly workspacePath: string;
  output(name: string, value: JsonValue): void;
  /**
   * A value that stays the same when this task is taken up again after a stop of the portal. For what
   * tells one request from the next; where things stand is read from the cluster.
   */
  once<T extends JsonValue>(key: string, make: () => T): Promise<T>;
}

/** An action of ours. */
export interface KasmActionDefinition<I> {
  id: string;
  description: string;
  examples: TemplateExample[];
  input: PermissiveJsonSchema;
  output: NonNullable<TemplateAction['schema']>['output'];
  /** @throws InputError with one line that lists every problem */
  parse(input: unknown): I;
  /** What the user must be allowed to; asked before any cluster is. */
  needs(asked: I): Needed[];
  /** `<cluster>/<name>`, for the audit. */
  target(asked: I): string;
  /** @returns facts for the audit: never a secret, never text from a cluster */
  run(started: Started, asked: I): Promise<JsonObject | void>;
}

/**
 * A plain TemplateAction, because the scaffolder's own factory does not read zod 4 schemas. Every
 * action goes the same way: read the input, ask for permission, keep who did it, do it.
 */
export function kasmAction<I>(
  services: ActionServices,
  definition: KasmActionDefinition<I>,
): TemplateAction {
  return {
    id: definition.id,
    description: definition.description,
    examples: definition.examples,
    supportsDryRun: true,
    schema: { input: definition.input as object, output: definition.output },
    async handler(ctx) {
      const asked = refusing(() => definition.parse(ctx.input));
      const { config, clients } = services;
      if (!config || !clients) {
        throw new InputError(
          'Kasm is not configured in this portal: add a kasm section with clusters to the configuration',
        );
      }
      const credentials = await ctx.getInitiatorCredentials();
      await audited(
        services,
        {
          action: definition.id,
          target: definition.target(asked),
          task: ctx.task.id,
          user: ctx.user?.ref,
          dryRun: ctx.isDryRun ?? false,
        },
        async () => {
          for (const needed of definition.needs(asked)) {
            await authorise(services, credentials, needed);
          }
          return definition.run(
            started(services, ctx, { config, clients, credentials }),
            asked,
          );
        },
      );
    },
  };
}

function started(
  services: ActionServices,
  ctx: ActionContext<any>,
  known: Pick<Started, 'config' | 'clients' | 'credentials'>,
): Started {
  return {
    services,
    ...known,
    progress: new Progress(ctx.logger),
    signal: ctx.signal ?? new AbortController().signal,
    dryRun: ctx.isDryRun ?? false,
    task: ctx.task.id,
    user: ctx.user?.ref,
    workspacePath: ctx.workspacePath,
    output: (name, value) => ctx.output(name, value),
    once: (key, make) => ctx.checkpoint({ key, fn: async () => make() }),
  };
}

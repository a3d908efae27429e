import {
  groupOf,
  resources,
  type KubeClient,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isKubeError, reasonOf } from '../run/StepFailure';
import { describeRight, type Right } from './Right';
import { Turns } from './Turns';

/** Looks under way at once. */
const AT_ONCE = 8;

/** What one look came to. Never an error: what cannot be seen is a result too. */
export type Seen<T> =
  | { state: 'there'; value: T }
  | { state: 'absent' }
  | { state: 'hidden'; detail: string; remedy: string };

/** Of which objects of a kind. */
interface Where {
  namespace?: string;
  labelSelector?: string;
}

/**
 * Looks at one cluster. The same look is never taken twice, so checks need not know of each other; a
 * few are under way at once.
 */
export class Looks {
  private readonly kept = new Map<string, Promise<Seen<any>>>();
  private readonly turns = new Turns(AT_ONCE);

  /**
   * @param uncertain - namespaces that may not be there yet; nothing is asked about what would be in
   *   one that is not
   */
  constructor(
    private readonly client: KubeClient,
    private readonly signal: AbortSignal,
    private readonly uncertain: ReadonlySet<string> = new Set(),
  ) {}

  /** One object. With `metadataOnly` what a Secret holds never leaves the server. */
  get<T = KubeObject>(
    resource: KubeResource,
    name: string,
    namespace?: string,
    { metadataOnly = false } = {},
  ): Promise<Seen<T>> {
    return this.once(`get ${keyOf(resource, namespace)} ${name}`, async () =>
      (await this.isMissing(namespace))
        ? { state: 'absent' }
        : this.look({ verb: 'get', resource, namespace, name }, () =>
            this.client.get<T>(resource, name, {
              ...(namespace && { namespace }),
              ...(metadataOnly && { metadataOnly }),
              signal: this.signal,
            }),
          ),
    );
  }

  /** Objects of a kind; none where the kind or the namespace is not there. */
  async list<T = KubeObject>(
    resource: KubeResource,
    { namespace, labelSelector }: Where = {},
  ): Promise<Seen<T[]>> {
    const seen = await this.once<T[]>(
      `list ${keyOf(resource, namespace)} ${labelSelector}`,
      async () =>
        (await this.isMissing(namespace))
          ? { state: 'absent' }
          : this.look(
              { verb: 'list', resource, namespace },
              async () =>
                (
                  await this.client.list<T>(resource, {
                    ...(namespace && { namespace }),
                    ...(labelSelector && { labelSelector }),
                    signal: this.signal,
                  })
                ).items,
            ),
    );
    return seen.state === 'absent' ? { state: 'there', value: [] } : seen;
  }

  /** Plurals that are served; absent when the group is not installed. */
  serves(apiVersion: string): Promise<Seen<string[]>> {
    return this.once(`serves ${apiVersion}`, async () => {
      try {
        const plurals = await this.turns.take(() =>
          this.client.discover(apiVersion, { signal: this.signal }),
        );
        return plurals
          ? { state: 'there', value: plurals }
          : { state: 'absent' };
      } catch (error) {
        return this.hidden(error, `discover ${apiVersion}`);
      }
    });
  }

  /** Whether the portal may do something. */
  may(right: Right): Promise<Seen<boolean>> {
    const { verb, resource, namespace, name } = right;
    return this.once(`may ${describeRight(right)}`, async () => {
      try {
        const allowed = await this.turns.take(() =>
          this.client.canI(
            {
              verb,
              group: groupOf(resource),
              resource: resource.plural,
              ...(namespace && { namespace }),
              ...(name && { name }),
            },
            { signal: this.signal },
          ),
        );
        return { state: 'there', value: allowed };
      } catch (error) {
        return this.hidden(
          error,
          'create selfsubjectaccessreviews.authorization.k8s.io',
        );
      }
    });
  }

  /** What the server would say to storing an object. Nothing is stored. */
  async wouldCreate(
    resource: KubeResource,
    object: KubeObject,
  ): Promise<{ refusal?: unknown }> {
    try {
      await this.turns.take(() =>
        this.client.create(resource, object, {
          dryRun: true,
          signal: this.signal,
        }),
      );
      return {};
    } catch (refusal) {
      this.signal.throwIfAborted();
      return { refusal };
    }
  }

  private async isMissing(namespace?: string): Promise<boolean> {
    if (namespace === undefined || !this.uncertain.has(namespace)) {
      return false;
    }
    const { state } = await this.get(resources.namespaces, namespace);
    return state === 'absent';
  }

  private async look<T>(right: Right, ask: () => Promise<T>): Promise<Seen<T>> {
    try {
      return { state: 'there', value: await this.turns.take(ask) };
    } catch (error) {
      return isKubeError(error, 'notFound')
        ? { state: 'absent' }
        : this.hidden(error, describeRight(right));
    }
  }

  private hidden(error: unknown, right: string): Seen<never> {
    this.signal.throwIfAborted();
    return isKubeError(error, 'forbidden')
      ? {
          state: 'hidden',
          detail: `it may not be looked at (${right})`,
          remedy: `grant the portal's writer ${right}; manifests/writer-rbac.yaml of the scaffolder module has it`,
        }
      : {
          state: 'hidden',
          detail: `it could not be looked at (${reasonOf(error)})`,
          remedy: 'run it again when the cluster answers',
        };
  }

  private once<T>(key: string, ask: () => Promise<Seen<T>>): Promise<Seen<T>> {
    const before = this.kept.get(key);
    if (before) {
      return before;
    }
    const asked = ask();
    this.kept.set(key, asked);
    return asked;
  }
}

function keyOf({ apiVersion, plural }: KubeResource, namespace = ''): string {
  return `${plural}.${apiVersion} ${namespace}`;
}

/** What was seen in a list; nothing where it could not be. */
export function itemsOf<T>(seen: Seen<T[]>): T[] {
  return seen.state === 'there' ? seen.value : [];
}

/** What was seen, if it was. */
export function valueOf<T>(seen: Seen<T>): T | undefined {
  return seen.state === 'there' ? seen.value : undefined;
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  Reflector,
  type ClusterProbe,
  type KubeClient,
  type ReflectorState,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { pagesInTurns } from './pagesInTurns';
import { Shelves } from './Shelves';
import type { Watched } from './Watched';

/**
 * Objects of one namespace and kind that are kept. Nobody needs so many, and one tenant must not
 * take the memory of all.
 */
const MOST_PER_NAMESPACE = 20_000;

/** What part of a cluster is looked at. */
export interface Scope {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** Who looks: told only of objects that concern him, and of every change of sight. */
export interface Interest<T> {
  relevant(item: T): boolean;
  /** Whose objects, as {@link Watched.ownersOf} tells; only saves time, so `relevant` stands by itself. */
  of?: string;
  changed(): void;
}

/**
 * One look at a kind of object, shared with everybody who looks at the same.
 *
 * @internal
 */
export interface View<T> {
  readonly state: ReflectorState;
  /** Whether it was ever read; what is known stays known when sight is lost. */
  readonly wasRead: boolean;
  /** Whether the first look has come to something, good or bad. */
  readonly looked: boolean;
  /** The items that are relevant to the interest. */
  items(): T[];
  /** The last one to leave closes the watch. */
  release(): void;
}

type Shared<T> = {
  reflector: Reflector<T>;
  shelves: Shelves<T>;
  wasRead: boolean;
  looked: boolean;
  /** Since when objects are left out, by namespace. */
  leftOut: Map<string, string>;
  tooMany(namespace: string): string;
  /** Nobody looks any more. */
  deserted(): void;
};

/** One of what many look at: there are dozens for each deployment, so it is small. */
class SharedView<T> implements View<T>, Interest<T> {
  /** Whoever looks twice is told twice, and leaves twice: it is the view that is interested. */
  constructor(
    private readonly shared: Shared<T>,
    private readonly place: { namespace?: string; of?: string },
    private readonly interest: Interest<T>,
  ) {
    shared.shelves.add(place, this);
  }

  get state(): ReflectorState {
    return seenOf(this.shared, this.place.namespace ?? '');
  }

  get wasRead(): boolean {
    return this.shared.wasRead;
  }

  get looked(): boolean {
    return this.shared.looked;
  }

  items(): T[] {
    const { shared, place } = this;
    const all =
      place.namespace === undefined
        ? shared.reflector.items
        : shared.shelves.itemsAt(place);
    return Array.from(all.values()).filter(item => this.relevant(item));
  }

  relevant(item: T): boolean {
    return this.interest.relevant(item);
  }

  changed(): void {
    this.interest.changed();
  }

  release(): void {
    const { shelves, deserted } = this.shared;
    shelves.remove(this.place, this);
    if (shelves.size === 0) {
      deserted();
    }
  }
}

/**
 * Every watch on one cluster: one Reflector per resource and scope, however many deployments look
 * at it. With `watchesAll` the scope of namespaced kinds is the whole cluster.
 *
 * @internal
 */
export class ClusterViews {
  private readonly shared = new Map<string, Shared<any>>();
  private readonly projections = new Map<Watched<any>, number>();
  private readonly stopping = new Set<Promise<void>>();
  private restartsOfClosed = 0;

  /** For lists of the whole cluster. */
  private readonly inTurns: KubeClient;

  constructor(
    private readonly options: {
      client: KubeClient;
      probe?: ClusterProbe;
      logger: LoggerService;
      /**
       * Namespaces whose objects come from one watch of the whole cluster; every other namespace is
       * watched by itself, and nothing of it is kept otherwise.
       */
      watchesAll?: (namespace: string) => boolean;
      mostPerNamespace?: number;
    },
  ) {
    this.inTurns = pagesInTurns(options.client);
  }

  /** How many watches there are. */
  get size(): number {
    return this.shared.size;
  }

  /** How often watches were begun anew since the start, those that are closed included. */
  get restarts(): number {
    return [...this.shared.values()].reduce(
      (sum, { reflector }) => sum + reflector.restarts,
      this.restartsOfClosed,
    );
  }

  view<T>(watched: Watched<T>, scope: Scope, interest: Interest<T>): View<T> {
    const opened = this.scopeOf(scope);
    const key = [
      this.projectionOf(watched),
      watched.resource.apiVersion,
      watched.resource.plural,
      opened.namespace,
      opened.labelSelector,
      opened.fieldSelector,
    ].join('|');
    const shared: Shared<T> =
      this.shared.get(key) ?? this.open(key, watched, opened);
    return new SharedView(
      shared,
      {
        namespace: scope.namespace,
        of: watched.ownersOf && interest.of,
      },
      interest,
    );
  }

  /** Closes every watch; resolves when nothing is left open. */
  async stop(): Promise<void> {
    for (const shared of this.shared.values()) {
      this.close(shared);
    }
    this.shared.clear();
    await Promise.all(this.stopping);
  }

  /** Two that keep different fields of one kind cannot share what is kept. */
  private projectionOf(watched: Watched<any>): number {
    const known = this.projections.get(watched) ?? this.projections.size;
    this.projections.set(watched, known);
    return known;
  }

  /** One object by its name is never worth a watch of all; rights on it are given by name, too. */
  private scopeOf(scope: Scope): Scope {
    const { namespace, fieldSelector, labelSelector } = scope;
    const wide =
      namespace !== undefined &&
      !fieldSelector?.includes('metadata.name=') &&
      this.options.watchesAll?.(namespace);
    return wide ? { fieldSelector, labelSelector } : scope;
  }

  private open<T>(key: string, watched: Watched<T>, scope: Scope): Shared<T> {
    const {
      probe,
      logger,
      watchesAll,
      mostPerNamespace = MOST_PER_NAMESPACE,
    } = this.options;
    const { resource } = watched;
    const wide = resource.namespaced && scope.namespace === undefined;
    const client = wide ? this.inTurns : this.options.client;
    const shelves = new Shelves<T>(item => watched.ownersOf?.(item) ?? []);
    const shared: Shared<T> = {
      shelves,
      deserted: () => {
        if (this.shared.get(key) === shared) {
          this.shared.delete(key);
          this.close(shared);
        }
      },
      wasRead: false,
      looked: false,
      leftOut: new Map(),
      tooMany: namespace =>
        `${client.cluster}: there are more than ${mostPerNamespace} ${resource.plural} in namespace ${namespace}; the rest is not looked at`,
      reflector: new Reflector<T>({
        client,
        probe,
        logger,
        resource,
        ...scope,
        mostPerNamespace,
        project: object =>
          wide && !watchesAll?.(object.metadata.namespace ?? '')
            ? undefined
            : watched.project(object),
        onChange: change =>
          shelves.put(
            change.key,
            change.type === 'set' ? change.item : undefined,
            change.previous,
          ),
        onLeftOut: namespace => {
          if (shared.reflector.leftOut(namespace) === 0) {
            shared.leftOut.delete(namespace);
          } else if (!shared.leftOut.has(namespace)) {
            shared.leftOut.set(namespace, new Date().toISOString());
            logger.warn(shared.tooMany(namespace));
          }
          shelves.tellAll(namespace);
        },
        onState: ({ state }) => {
          shared.looked = true;
          shared.wasRead ||= state === 'ok' || state === 'empty';
          shelves.tellAll();
        },
      }),
    };
    this.shared.set(key, shared);
    shared.reflector.start();
    return shared;
  }

  private close(shared: Shared<any>): void {
    this.restartsOfClosed += shared.reflector.restarts;
    const closed = shared.reflector.stop().finally(() => {
      this.stopping.delete(closed);
    });
    this.stopping.add(closed);
  }
}

/** What can be said of the sight of one namespace. */
function seenOf(
  { reflector, leftOut, tooMany }: Shared<any>,
  namespace: string,
): ReflectorState {
  const { state } = reflector;
  const since = leftOut.get(namespace);
  return since === undefined || state.state !== 'ok'
    ? state
    : { ...state, state: 'stale', since, reason: tooMany(namespace) };
}

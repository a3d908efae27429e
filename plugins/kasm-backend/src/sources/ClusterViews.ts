import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  Reflector,
  type ClusterProbe,
  type KubeClient,
  type ReflectorState,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Watched } from './Watched';

/** What part of a cluster is looked at. */
export interface Scope {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** Who looks: told only of objects that concern him, and of every change of sight. */
export interface Interest<T> {
  relevant(item: T): boolean;
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

type Shared = {
  reflector: Reflector<any>;
  interests: Set<Interest<any>>;
  wasRead: boolean;
  looked: boolean;
};

/**
 * Every watch on one cluster: one Reflector per resource and scope, however many deployments look
 * at it.
 *
 * @internal
 */
export class ClusterViews {
  private readonly shared = new Map<string, Shared>();
  private readonly stopping = new Set<Promise<void>>();

  constructor(
    private readonly options: {
      client: KubeClient;
      probe?: ClusterProbe;
      logger: LoggerService;
    },
  ) {}

  view<T>(watched: Watched<T>, scope: Scope, interest: Interest<T>): View<T> {
    const { resource } = watched;
    const key = [
      resource.apiVersion,
      resource.plural,
      scope.namespace,
      scope.labelSelector,
      scope.fieldSelector,
    ].join('|');
    const shared = this.shared.get(key) ?? this.open(key, watched, scope);
    shared.interests.add(interest);
    return {
      get state() {
        return shared.reflector.state;
      },
      get wasRead() {
        return shared.wasRead;
      },
      get looked() {
        return shared.looked;
      },
      items: () =>
        Array.from<T>(shared.reflector.items.values()).filter(item =>
          interest.relevant(item),
        ),
      release: () => {
        shared.interests.delete(interest);
        if (shared.interests.size === 0 && this.shared.get(key) === shared) {
          this.shared.delete(key);
          this.close(shared);
        }
      },
    };
  }

  /** Closes every watch; resolves when nothing is left open. */
  async stop(): Promise<void> {
    for (const shared of this.shared.values()) {
      this.close(shared);
    }
    this.shared.clear();
    await Promise.all(this.stopping);
  }

  private open<T>(key: string, watched: Watched<T>, scope: Scope): Shared {
    const { client, probe, logger } = this.options;
    const interests = new Set<Interest<T>>();
    const shared: Shared = {
      interests,
      wasRead: false,
      looked: false,
      reflector: new Reflector<T>({
        client,
        probe,
        logger,
        resource: watched.resource,
        ...scope,
        project: watched.project,
        onChange: change => {
          for (const interest of interests) {
            const before = change.previous;
            const after = change.type === 'set' ? change.item : undefined;
            if (
              (before !== undefined && interest.relevant(before)) ||
              (after !== undefined && interest.relevant(after))
            ) {
              interest.changed();
            }
          }
        },
        onState: ({ state }) => {
          shared.looked = true;
          shared.wasRead ||= state === 'ok' || state === 'empty';
          interests.forEach(interest => interest.changed());
        },
      }),
    };
    this.shared.set(key, shared);
    shared.reflector.start();
    return shared;
  }

  private close(shared: Shared): void {
    const closed = shared.reflector.stop().finally(() => {
      this.stopping.delete(closed);
    });
    this.stopping.add(closed);
  }
}

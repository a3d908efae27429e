import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SourceState } from '@kasm-portal/backstage-plugin-kasm-common';
import type {
  KubeClient,
  KubeObject,
  KubeResource,
} from '../client/KubeClient';
import type { ClusterProbe } from './ClusterProbe';
import type { ReflectorClock } from './ReflectorClock';

/**
 * What a reflector can say about its sight. Items change only by what a list or a watch says: in
 * every state but `ok` and `empty` they are as they were last seen.
 *
 * - `ok`, `empty`: list and watch work;
 * - `forbidden`, `unauthenticated`: refused;
 * - `notInstalled`: the cluster does not serve the resource;
 * - `unreachable`: the API does not answer at all, or nothing was ever read;
 * - `stale`: it was read before, the API answers, but not with what was asked for (server errors,
 *   throttling, broken answers).
 *
 * @public
 */
export interface ReflectorState {
  state: Exclude<SourceState, 'notConfigured'>;
  /** RFC 3339; when the state began. */
  since: string;
  /** RFC 3339; when something was last heard. */
  seen?: string;
  /** One sentence naming cluster, verb, resource, namespace and what to do; absent when `ok`. */
  reason?: string;
}

/**
 * One object came, changed or went. `key` is `<namespace>/<name>`, or `<name>` without a namespace.
 *
 * @public
 */
export type ReflectorChange<T> =
  | { type: 'set'; key: string; item: T; previous?: T }
  | { type: 'delete'; key: string; previous: T };

/** @public */
export interface ReflectorOptions<T> {
  client: KubeClient;
  resource: KubeResource;
  /** All namespaces when absent. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Keeps the few fields that are used; undefined ignores the object. Must be pure. */
  project(object: KubeObject): T | undefined;
  /** Called once per change, after {@link Reflector.items} has it. */
  onChange?(change: ReflectorChange<T>): void;
  /** Called when state or reason change; also after the first look. */
  onState?(state: ReflectorState): void;
  /** Tells at once when the cluster goes and when it is back. */
  probe?: ClusterProbe;
  /** For exceptions of the callbacks above. */
  logger?: Pick<LoggerService, 'warn'>;
  /** Milliseconds between retries; doubled from first to cap, with jitter. Default 500 and 30,000. */
  backoff?: { first?: number; cap?: number };
  /** The cap for retries of 401, 403 and 404; default 30,000. */
  slowRetry?: number;
  /** Milliseconds without a byte after which a watch is opened anew; default 90,000. */
  inactivity?: number;
  /** Milliseconds that one page of a list may take; default 10,000. */
  deadline?: number;
  /** Objects per page; default 100, so that no page keeps the process busy for long, or takes much memory. */
  pageSize?: number;
  /** Objects of one namespace that are kept; the rest is left out. Default: all. */
  mostPerNamespace?: number;
  /** Called when objects of a namespace begin or cease to be left out. */
  onLeftOut?(namespace: string): void;
  clock?: ReflectorClock;
  /** For jitter; 0 ≤ x < 1. */
  random?: () => number;
}

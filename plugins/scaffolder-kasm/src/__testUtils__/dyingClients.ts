import {
  groupOf,
  type KubeClient,
  type KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** One request, in the order of sending. */
export interface CountedRequest {
  method: string;
  /** What it was about: `HelmChart kasm`. */
  about: string;
  group?: string;
  plural?: string;
  name?: string;
  namespace?: string;
  /** Whether the answer has only the metadata. */
  metadataOnly: boolean;
  /** Everything of it that goes into its address. */
  address: string;
  /** Whether it may have changed something. */
  writes: boolean;
}

/** When the process ends. */
export interface Death {
  /** At this request, counted from 1; never when absent. */
  at?: number;
  /** The same, counting only requests that write: how often is looked depends on how fast others are. */
  atWrite?: number;
  /**
   * `unsent`: the request never left. `unanswered`: the server did what was asked, and nobody was left
   * to hear so.
   */
  as?: 'unsent' | 'unanswered';
}

/** What a call rejects with once the process is gone. */
export class ProcessGone extends Error {
  name = 'ProcessGone';
}

/** Where a method takes its options; third in all others. */
const OPTIONS_AT: Record<string, number> = { list: 1, watch: 1, mergePatch: 3 };

const WRITES = new Set(['create', 'apply', 'mergePatch', 'delete']);

/**
 * Clients of a process that ends at one of its requests. From then on nothing leaves it any more:
 * every call rejects, whatever its code still tries. All clusters count together.
 */
export function dyingClients(
  clients: KubeClients,
  { at = Infinity, atWrite = Infinity, as = 'unsent' }: Death = {},
): { clients: KubeClients; requests: CountedRequest[]; isGone(): boolean } {
  const requests: CountedRequest[] = [];
  let writes = 0;
  let gone = false;

  const wrap = (client: KubeClient): KubeClient =>
    new Proxy(client, {
      get(target, property) {
        const original = Reflect.get(target, property, target);
        if (typeof original !== 'function' || property === 'close') {
          return original;
        }
        const method = String(property);
        return (...args: unknown[]) => {
          if (gone) {
            return refuse(method);
          }
          const request = describe(method, args);
          requests.push(request);
          writes += request.writes ? 1 : 0;
          if (requests.length < at && writes < atWrite) {
            return original.apply(target, args);
          }
          gone = true;
          return as === 'unanswered'
            ? Promise.resolve(original.apply(target, args)).then(
                () => refuse(method),
                () => refuse(method),
              )
            : refuse(method);
        };
      },
    });

  return {
    requests,
    isGone: () => gone,
    clients: {
      client: name => wrap(clients.client(name)),
      close: () => clients.close(),
    },
  };
}

/** A watch is iterated, everything else is awaited. */
function refuse(method: string): unknown {
  const error = new ProcessGone('the process is gone');
  return method === 'watch'
    ? {
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.reject(error),
        }),
      }
    : Promise.reject(error);
}

function describe(method: string, args: any[]): CountedRequest {
  const [resource, object] = args;
  const options = args[OPTIONS_AT[method] ?? 2];
  const name = typeof object === 'string' ? object : object?.metadata?.name;
  return {
    method,
    about: [resource?.kind, name].filter(Boolean).join(' '),
    ...(resource?.plural && {
      group: groupOf(resource),
      plural: resource.plural,
      name,
    }),
    namespace: options?.namespace ?? object?.metadata?.namespace,
    metadataOnly: options?.metadataOnly === true,
    address: JSON.stringify(
      args.filter(arg => typeof arg === 'string' || arg === options),
      (key, value) => (key === 'signal' ? undefined : value),
    ),
    writes: WRITES.has(method) && !options?.dryRun,
  };
}

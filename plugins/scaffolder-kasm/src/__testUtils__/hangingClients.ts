import {
  KubeError,
  type KubeClient,
  type KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** Where a method takes its options; third in all others. */
const OPTIONS_AT: Record<string, number> = {
  list: 1,
  canI: 1,
  discover: 1,
  podLog: 1,
  version: 0,
  mergePatch: 3,
};

const WRITES = new Set(['create', 'apply', 'mergePatch', 'delete']);

/**
 * Clients of clusters that answer until their nth request and never again: a call then ends only with
 * the signal that it was given. What really writes is answered, because a write that has begun is
 * finished.
 */
export function hangingClients(
  clients: KubeClients,
  { at, onHang }: { at: number; onHang(): void },
): { clients: KubeClients; hangs(): boolean } {
  let requests = 0;
  let hangs = false;
  const wrap = (client: KubeClient): KubeClient =>
    new Proxy(client, {
      get(target, property) {
        const original = Reflect.get(target, property, target);
        const method = String(property);
        if (typeof original !== 'function' || method === 'close') {
          return original;
        }
        return (...args: any[]) => {
          const options = args[OPTIONS_AT[method] ?? 2];
          const writes = WRITES.has(method) && !options?.dryRun;
          if (++requests < at || writes) {
            return original.apply(target, args);
          }
          hangs = true;
          onHang();
          return never(options?.signal);
        };
      },
    });
  return {
    hangs: () => hangs,
    clients: {
      client: name => wrap(clients.client(name)),
      close: () => clients.close(),
    },
  };
}

function never(signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) {
      reject(new KubeError('aborted', 'rke2: the call was aborted'));
    }
    signal?.addEventListener('abort', () =>
      reject(new KubeError('aborted', 'rke2: the call was aborted')),
    );
  });
}

import type { KubeClient } from '../../plugins/kasm-node/src';
import { pause } from '../harness/statistics';

const CALLS = new Set([
  'get',
  'list',
  'create',
  'apply',
  'mergePatch',
  'delete',
  'canI',
  'discover',
  'version',
]);

/** A client as of an API that is so many milliseconds away; counts what it is asked for. */
export function latentClient(
  client: KubeClient,
  latency: number,
): { client: KubeClient; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    client: new Proxy(client, {
      get(target, property) {
        const value = Reflect.get(target, property, target);
        if (typeof value !== 'function' || !CALLS.has(String(property))) {
          return value;
        }
        return async (...args: unknown[]) => {
          asked.push(JSON.stringify([property, ...args]));
          await pause(latency);
          return value.apply(target, args);
        };
      },
    }),
  };
}

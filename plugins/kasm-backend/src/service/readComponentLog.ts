import type { ComponentLog } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  type KubeClient,
  KubeError,
  redactLog,
} from '@kasm-portal/backstage-plugin-kasm-node';

const MAX_CONTAINERS = 6;
const LIMIT_BYTES = 512 * 1024;
const DEADLINE = 5_000;

/**
 * The last lines of a component's containers, redacted before they leave the process. Containers
 * share the number of lines.
 *
 * @internal
 */
export async function readComponentLog(options: {
  client: KubeClient;
  namespace: string;
  component: string;
  /** Newest first. */
  pods: Array<{ name: string; containers: string[] }>;
  /** Lines in all. */
  tail: number;
}): Promise<ComponentLog> {
  const { client, namespace, component, pods, tail } = options;
  const containers = pods
    .flatMap(({ name, containers: names }) =>
      names.map(container => ({ pod: name, container })),
    )
    .slice(0, Math.min(MAX_CONTAINERS, tail));
  const share = Math.floor(tail / Math.max(containers.length, 1));

  return {
    component,
    pods: await Promise.all(
      containers.map(async ({ pod, container }) => {
        try {
          const log = await client.podLog(pod, {
            namespace,
            container,
            tailLines: share,
            limitBytes: LIMIT_BYTES,
            deadline: DEADLINE,
          });
          return { pod, container, lines: redactLog(log).slice(-share) };
        } catch (error) {
          if (!(error instanceof KubeError)) {
            throw error;
          }
          return { pod, container, lines: [], problem: error.message };
        }
      }),
    ),
  };
}

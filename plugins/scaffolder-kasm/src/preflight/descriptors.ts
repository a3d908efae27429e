import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Looking } from './CheckGroup';
import { readDescriptor, type Parsed } from './claims';
import type { Seen } from './Looks';

/** Every descriptor of the cluster, from the system namespace and nowhere else. */
export async function descriptorsSeen({
  run,
  looks,
}: Pick<Looking, 'run' | 'looks'>): Promise<Seen<Parsed[]>> {
  const seen = await looks.list<KubeObject & { data?: Record<string, string> }>(
    resources.configMaps,
    {
      namespace: run.cluster.systemNamespace,
      labelSelector: DEPLOYMENT_LABEL,
    },
  );
  return seen.state === 'there'
    ? { state: 'there', value: seen.value.map(readDescriptor) }
    : seen;
}

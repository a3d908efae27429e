import { quantity } from '../../../apiserver/admission/quantity';
import type { StoredObject } from '../../../apiserver/ClusterStore';
import { wrong, type Cause } from './causes';
import { isQuantity, postgresMemory } from './memory';

/** What is wrong with the processor and memory that a Cluster asks for. */
export function resourceCauses({ spec }: StoredObject): Cause[] {
  const { requests = {}, limits = {} } = spec.resources ?? {};
  const buffers = postgresMemory(spec.postgresql?.parameters?.shared_buffers);
  const beyond = (kind: string) =>
    limits[kind] !== undefined &&
    quantity(requests[kind]) > quantity(limits[kind]);
  return [
    ...(beyond('cpu')
      ? [
          wrong(
            'spec.resources.requests.cpu',
            requests.cpu,
            'CPU request is greater than the limit',
          ),
        ]
      : []),
    ...(requests.memory !== undefined &&
    quantity(requests.memory) < (buffers ?? 0)
      ? [
          wrong(
            'spec.resources.requests.memory',
            requests.memory,
            'Memory request is lower than PostgreSQL `shared_buffers` value',
          ),
        ]
      : []),
    ...(beyond('memory')
      ? [
          wrong(
            'spec.resources.requests.memory',
            requests.memory,
            'Memory request is greater than the limit',
          ),
        ]
      : []),
  ];
}

/** What is wrong with the volumes that a Cluster asks for. */
export const storageCauses = ({ spec }: StoredObject): Cause[] =>
  ['storage', 'walStorage'].flatMap(field => {
    const wish = field === 'storage' ? spec.storage ?? {} : spec.walStorage;
    if (!wish) {
      return [];
    }
    if (wish.size && !isQuantity(wish.size)) {
      return [wrong(`spec.${field}.size`, wish.size, "Size value isn't valid")];
    }
    return wish.size || wish.pvcTemplate?.resources?.requests?.storage
      ? []
      : [
          wrong(
            `spec.${field}.size`,
            '',
            'Size not configured. Please add it, or a storage request in the pvcTemplate.',
          ),
        ];
  });

import type { JsonObject } from '@backstage/types';
import { field, type SpecMapping } from '../specMapping';
import { NAMESPACED_OBJECT, SSH_KEY } from '../written';

/** What Kasm's own autoscaling makes VMs from, and how many. */
export const autoscaleFields: JsonObject = {
  title: 'Autoscaling',
  type: 'object',
  required: ['image', 'network', 'maxInstances'],
  properties: {
    image: {
      title: 'Image of new VMs',
      description: 'VirtualMachineImage of Harvester, as namespace/name',
      ...NAMESPACED_OBJECT,
    },
    network: {
      title: 'Network of new VMs',
      description:
        'VM network as namespace/name, from which Kasm’s proxy reaches the VMs',
      ...NAMESPACED_OBJECT,
    },
    maxInstances: {
      title: 'Most VMs',
      type: 'integer',
      minimum: 1,
      maximum: 500,
      default: 10,
    },
    cores: {
      title: 'Cores of a new VM',
      type: 'integer',
      minimum: 2,
      maximum: 128,
      default: 8,
    },
    memoryGiB: {
      title: 'Memory of a new VM, in GiB',
      type: 'integer',
      minimum: 4,
      maximum: 2048,
      default: 16,
    },
    diskGiB: {
      title: 'Disk of a new VM, in GiB',
      type: 'integer',
      minimum: 40,
      maximum: 10_000,
      default: 100,
    },
    standbyCores: {
      title: 'Cores kept free for the next sessions',
      type: 'integer',
      minimum: 0,
      maximum: 10_000,
      default: 0,
    },
    sshAuthorizedKey: {
      title: 'SSH key of new VMs',
      description: 'Public key that may sign in to them',
      ...SSH_KEY,
    },
  },
};

/** Input of `kasm:agents:autoscale` from fields below `at`. */
export function autoscaleMapping(at: string): SpecMapping {
  const names = Object.keys(autoscaleFields.properties as JsonObject);
  return Object.fromEntries(names.map(name => [name, field(`${at}.${name}`)]));
}

import type { JsonObject } from '@backstage/types';
import { branches } from '../branches';
import { field, type SpecMapping } from '../specMapping';
import { IPV4, NAMESPACED_OBJECT, POOL, SIZE, SSH_KEY } from '../written';

/** Agent VMs that look alike, as fields. */
export const poolFields: JsonObject = {
  title: 'Agent VMs',
  type: 'object',
  required: ['pool', 'count', 'image', 'network'],
  properties: {
    pool: {
      title: 'Pool',
      description: 'VMs are called after it: desktops-agent-1',
      ...POOL,
      default: 'agent',
    },
    count: {
      title: 'Number of VMs',
      type: 'integer',
      minimum: 1,
      maximum: 50,
      default: 2,
    },
    cores: {
      title: 'Cores of each',
      type: 'integer',
      minimum: 2,
      maximum: 128,
      default: 4,
    },
    memory: { title: 'Memory of each', ...SIZE, default: '16Gi' },
    diskSize: { title: 'Disk of each', ...SIZE, default: '100Gi' },
    image: {
      title: 'Image',
      description: 'VirtualMachineImage of Harvester, as namespace/name',
      ...NAMESPACED_OBJECT,
    },
    network: {
      title: 'Network',
      description:
        'VM network as namespace/name, from which Kasm’s proxy reaches the VMs',
      ...NAMESPACED_OBJECT,
    },
    addresses: {
      title: 'Addresses',
      type: 'object',
      required: ['method'],
      properties: {
        method: {
          title: 'Addresses of the VMs',
          type: 'string',
          enum: ['dhcp', 'static'],
          enumNames: ['By DHCP', 'Fixed, counted up from the first'],
          default: 'dhcp',
        },
      },
      dependencies: branches('method', {
        dhcp: {},
        static: {
          required: ['first', 'prefixLength', 'gateway', 'nameservers'],
          properties: {
            first: { title: 'First address', ...IPV4 },
            prefixLength: {
              title: 'Prefix length',
              type: 'integer',
              minimum: 8,
              maximum: 30,
              default: 24,
            },
            gateway: { title: 'Gateway of the network', ...IPV4 },
            nameservers: {
              title: 'Name servers',
              type: 'array',
              minItems: 1,
              maxItems: 3,
              items: IPV4,
            },
          },
        },
      }),
    },
    sshAuthorizedKeys: {
      title: 'SSH keys',
      description: 'Public keys that may sign in to the VMs',
      type: 'array',
      maxItems: 20,
      items: SSH_KEY,
      default: [],
    },
  },
};

const PLAIN = [
  'pool',
  'count',
  'cores',
  'memory',
  'diskSize',
  'image',
  'network',
];

/** Input of `kasm:agents:create` from fields below `at`. */
export function poolMapping(at: string): SpecMapping {
  const method = `${at}.addresses.method`;
  const isStatic = { [method]: ['static'] };
  return {
    ...Object.fromEntries(PLAIN.map(name => [name, field(`${at}.${name}`)])),
    addresses: {
      method: field(method),
      first: field(`${at}.addresses.first`, isStatic),
      prefixLength: field(`${at}.addresses.prefixLength`, isStatic),
      gateway: field(`${at}.addresses.gateway`, isStatic),
      nameservers: field(`${at}.addresses.nameservers`, isStatic),
    },
    sshAuthorizedKeys: field(`${at}.sshAuthorizedKeys`),
  };
}

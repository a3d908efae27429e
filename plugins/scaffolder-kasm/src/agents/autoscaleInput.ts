import {
  agentPool,
  permissiveJsonSchema,
  type PermissiveJsonSchema,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import * as z from 'zod';
import { deadlinesSchema } from '../run/deadlines';
import { parseInput } from '../run/parseInput';
import { agentsOf } from './agentsOf';

const { image, network, sshAuthorizedKeys } = agentPool.shape;

const autoscaleSchema = z.strictObject({
  ...agentsOf,
  image: image.describe('VirtualMachineImage of Harvester'),
  network: network.describe('Network from which Kasm reaches the VMs'),
  sshAuthorizedKey: sshAuthorizedKeys
    .unwrap()
    .element.optional()
    .describe('Public key that may sign in to the VMs'),
  maxInstances: z
    .int()
    .min(1)
    .max(500)
    .default(10)
    .describe('Most VMs that Kasm makes'),
  cores: z.int().min(2).max(128).default(8),
  memoryGiB: z.int().min(4).max(2048).default(16),
  diskGiB: z.int().min(40).max(10_000).default(100),
  standbyCores: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .describe('Cores that are kept free for the next sessions'),
  standbyMemoryMB: z.int().min(0).max(10_000_000).default(0),
  downscaleBackoff: z
    .int()
    .min(60)
    .max(86_400)
    .default(900)
    .describe('Seconds until a VM that is not needed goes'),
  deadlines: deadlinesSchema,
});

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const autoscaleInputJsonSchema: PermissiveJsonSchema =
  permissiveJsonSchema(autoscaleSchema);

/** What `kasm:agents:autoscale` is asked for. */
export type AutoscaleInput = z.infer<typeof autoscaleSchema>;

/** @throws InputError with one line that lists every problem */
export function parseAutoscaleInput(input: unknown): AutoscaleInput {
  return parseInput(autoscaleSchema, input);
}

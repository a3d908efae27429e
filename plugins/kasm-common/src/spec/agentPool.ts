import * as z from 'zod';
import { storageSize } from './fields';

const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const ipv4 = z
  .string()
  .regex(
    new RegExp(`^(${OCTET}\\.){3}${OCTET}$`),
    'must be an IPv4 address such as 10.0.20.11',
  );

/** `<namespace>/<name>`, as Harvester names images and networks. */
const namespacedName = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\/[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
    'must be <namespace>/<name>',
  );

/**
 * Agent VMs that look alike.
 *
 * @public
 */
export const agentPool = z
  .strictObject({
    /** Names of VMs are `<deployment>-<pool>-<number>`. */
    pool: z
      .string()
      .regex(
        /^[a-z]([-a-z0-9]{0,14}[a-z0-9])?$/,
        'must be 1–16 lower-case letters, digits or hyphens, starting with a letter',
      )
      .default('agent'),
    count: z.int().min(1).max(50).default(2),
    cores: z.int().min(2).max(128).default(4),
    memory: storageSize.default('16Gi'),
    diskSize: storageSize.default('100Gi'),
    /** VirtualMachineImage of Harvester. */
    image: namespacedName,
    /** NetworkAttachmentDefinition: a network from which Kasm's proxy reaches the VMs. */
    network: namespacedName,
    addresses: z
      .discriminatedUnion('method', [
        z.strictObject({ method: z.literal('dhcp') }),
        /** Counted up from the first, one for each VM. */
        z.strictObject({
          method: z.literal('static'),
          first: ipv4,
          prefixLength: z.int().min(8).max(30),
          gateway: ipv4,
          nameservers: z.array(ipv4).min(1).max(3),
        }),
      ])
      .default({ method: 'dhcp' }),
    /** Public keys that may sign in to the VMs. */
    sshAuthorizedKeys: z
      .array(
        z
          .string()
          .regex(
            /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/=]{16,2048}( [\w.@-]{1,128})?$/,
            'must be an OpenSSH public key',
          ),
      )
      .max(20)
      .default([]),
  })
  .describe('Agent VMs that look alike');

/** @public */
export type AgentPool = z.infer<typeof agentPool>;

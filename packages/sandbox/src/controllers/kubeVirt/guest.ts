import { createHash } from 'crypto';
import { parse } from 'yaml';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { guestMemory } from './launcherPod';

/** What cloud-init tells a guest. */
interface CloudInit {
  userData?: string;
  networkData?: string;
}

const decoded = (text: string | undefined) =>
  text === undefined ? undefined : Buffer.from(text, 'base64').toString();

/** What is written for cloud-init in an instance's volumes and their Secrets. */
export function cloudInitOf(
  store: ClusterStore,
  { metadata, spec }: StoredObject,
): CloudInit {
  const [source] = (spec.volumes ?? []).flatMap(
    (volume: any) =>
      volume.cloudInitNoCloud ?? volume.cloudInitConfigDrive ?? [],
  );
  if (!source) {
    return {};
  }
  const secret = (name: string | undefined) =>
    name ? store.get('secrets', metadata.namespace, name)?.data ?? {} : {};
  const user = secret(source.secretRef?.name ?? source.userDataSecretRef?.name);
  const network = secret(source.networkDataSecretRef?.name);
  return {
    userData:
      source.userData ??
      decoded(source.userDataBase64 ?? user.userdata ?? user.userData),
    networkData:
      source.networkData ??
      decoded(
        source.networkDataBase64 ??
          network.networkdata ??
          network.networkData ??
          user.networkdata,
      ),
  };
}

/** The first fixed address in cloud-init's network configuration, of either version. */
export function staticAddress(networkData: string | undefined) {
  // Most guests ask DHCP, and reading YAML takes long.
  if (!networkData?.includes('address')) {
    return undefined;
  }
  const found: string[] = [];
  const collect = (value: unknown) => {
    if (Array.isArray(value)) {
      value.forEach(collect);
    } else if (value && typeof value === 'object') {
      for (const [key, member] of Object.entries(value)) {
        if (key === 'addresses' || key === 'address') {
          const texts = Array.isArray(member) ? member : [member];
          found.push(...texts.filter(text => typeof text === 'string'));
        } else if (key !== 'nameservers' && key !== 'routes') {
          collect(member);
        }
      }
    }
  };
  try {
    collect(parse(networkData));
  } catch {
    // A guest ignores what it cannot read, and asks DHCP.
    return undefined;
  }
  return found
    .map(text => text.split('/')[0])
    .find(text => /^\d+(\.\d+){3}$/.test(text));
}

/** Whether the guest will have its agent: without cloud-init it is in the image. */
export const hasAgent = ({ userData }: CloudInit) =>
  userData === undefined || userData.includes('qemu-guest-agent');

/** The address of a card, by the path of its machine and its number. */
export function macOf(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex');
  return `02:${digest.slice(0, 10).match(/../g)!.join(':')}`;
}

/** Whether the address of a card is known without the guest's agent: it is that of its pod. */
const isMasqueraded = (
  spec: any,
  card: { name: string; masquerade?: object },
) =>
  Boolean(
    card.masquerade ||
      (spec.networks ?? []).some(
        (network: any) => network.name === card.name && network.pod,
      ),
  );

/** The cards of a guest. A bridged one has no address until the guest's agent tells it. */
export function interfacesOf(
  { metadata, spec }: StoredObject,
  known: { agent?: string; pod?: string },
) {
  const cards = spec.domain?.devices?.interfaces ?? [{ name: 'default' }];
  return cards.map((card: any, index: number) => {
    const ownPod = isMasqueraded(spec, card) ? known.pod : undefined;
    const address = index === 0 ? ownPod ?? known.agent : ownPod;
    return {
      name: card.name,
      mac:
        card.macAddress ??
        macOf(`${metadata.namespace}/${metadata.name}/${index}`),
      infoSource: known.agent
        ? 'domain, guest-agent, multus-status'
        : 'domain, multus-status',
      ...(known.agent ? { interfaceName: `enp${index + 1}s0` } : {}),
      queueCount: 1,
      linkState: 'up',
      ...(address ? { ipAddress: address, ipAddresses: [address] } : {}),
    };
  });
}

/** What KubeVirt knows of a guest that runs. */
export function guestFacts({ spec }: StoredObject) {
  const { cpu } = spec.domain ?? {};
  const guest = guestMemory(spec.domain);
  return {
    currentCPUTopology: {
      cores: cpu?.cores ?? 1,
      sockets: cpu?.sockets ?? 1,
      threads: cpu?.threads ?? 1,
    },
    memory: { guestAtBoot: guest, guestCurrent: guest, guestRequested: guest },
    qosClass: 'Burstable',
  };
}

/** What the guest's agent says of it. */
export const GUEST_OS = {
  id: 'ubuntu',
  name: 'Ubuntu',
  prettyName: 'Ubuntu 24.04.3 LTS',
  version: '24.04.3 LTS (Noble Numbat)',
  versionId: '24.04',
  kernelRelease: '6.8.0-79-generic',
  kernelVersion: '#79-Ubuntu SMP PREEMPT_DYNAMIC',
  machine: 'x86_64',
};

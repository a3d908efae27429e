import {
  resources,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { AgentPool } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { itemsOf, type Looks, type Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';
import { quantity } from '../quantity';
import { describeRight, type Right } from '../Right';

interface Image extends KubeObject {
  status?: {
    progress?: number;
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

interface Quota extends KubeObject {
  spec?: { hard?: Record<string, string> };
  status?: { hard?: Record<string, string>; used?: Record<string, string> };
}

const of = (
  apiVersion: string,
  plural: string,
  kind: string,
): KubeResource => ({ apiVersion, plural, kind, namespaced: true });
const images = of(
  'harvesterhci.io/v1beta1',
  'virtualmachineimages',
  'VirtualMachineImage',
);
const networks = of(
  'k8s.cni.cncf.io/v1',
  'network-attachment-definitions',
  'NetworkAttachmentDefinition',
);
const quotas = of('v1', 'resourcequotas', 'ResourceQuota');

/** What agent VMs are made of: their image, their network, room and rights. */
export async function poolChecks(
  looks: Looks,
  namespace: string,
  pool: AgentPool,
): Promise<PreflightCheck[]> {
  const split = (text: string) => text.split('/') as [string, string];
  const [imagePlace, imageName] = split(pool.image);
  const [networkPlace, networkName] = split(pool.network);
  const needed: Right[] = [
    ...['get', 'create', 'patch'].map(verb => ({
      verb,
      resource: resources.virtualMachines,
      namespace,
    })),
    { verb: 'create', resource: resources.secrets, namespace },
  ];
  const [image, network, found, answers] = await Promise.all([
    looks.get<Image>(images, imageName, imagePlace),
    looks.get(networks, networkName, networkPlace),
    looks.list<Quota>(quotas, { namespace }),
    Promise.all(needed.map(right => looks.may(right))),
  ]);
  return [
    judgeImage(image, pool.image),
    judgeNetwork(network, pool.network),
    judgeAgentQuota(found, namespace, pool),
    judgeAgentRights(needed, answers),
  ];
}

/** @internal */
export function judgeImage(seen: Seen<Image>, name: string): PreflightCheck {
  const check = about('image-imported', 'Image of the agents');
  if (seen.state === 'hidden') {
    return check.unknown(seen.detail, seen.remedy);
  }
  if (seen.state === 'absent') {
    return check.fail(
      `there is no VirtualMachineImage ${name}`,
      'name one that is there',
    );
  }
  const { progress, conditions = [] } = seen.value.status ?? {};
  const imported = conditions.find(({ type }) => type === 'Imported');
  return imported?.status === 'True' && progress === 100
    ? check.pass(`${name} is imported`)
    : check.fail(
        `VirtualMachineImage ${name} is not imported (${
          imported?.message || `${progress ?? 0} %`
        })`,
        'wait until it is, or name another',
      );
}

/** @internal */
export function judgeNetwork(
  seen: Seen<KubeObject>,
  name: string,
): PreflightCheck {
  const check = about('nad-exists', 'Network of the agents');
  if (seen.state === 'hidden') {
    return check.unknown(seen.detail, seen.remedy);
  }
  if (seen.state === 'absent') {
    return check.fail(
      `there is no NetworkAttachmentDefinition ${name}`,
      'name one that is there',
    );
  }
  return seen.value.metadata.labels?.['network.harvesterhci.io/ready'] ===
    'false'
    ? check.fail(
        `network ${name} is not ready`,
        "have Harvester's owner see to it",
      )
    : check.pass(name);
}

/** @internal */
export function judgeAgentQuota(
  seen: Seen<Quota[]>,
  namespace: string,
  { count, cores, memory, diskSize }: AgentPool,
): PreflightCheck {
  const check = about('agents-quota', 'Room for the agents');
  if (seen.state === 'hidden') {
    return check.unknown(seen.detail, seen.remedy);
  }
  const wanted: Record<string, number> = {
    'limits.cpu': count * cores,
    'limits.memory': count * (quantity(memory) ?? 0),
    'requests.storage': count * (quantity(diskSize) ?? 0),
  };
  const short = itemsOf(seen).flatMap(({ metadata, spec, status }) =>
    Object.entries({ ...spec?.hard, ...status?.hard }).flatMap(
      ([key, hard]) => {
        const free =
          (quantity(hard) ?? Infinity) -
          (quantity(status?.used?.[key] ?? 0) ?? 0);
        return (wanted[key] ?? 0) > free ? [`${metadata.name} (${key})`] : [];
      },
    ),
  );
  return short.length > 0
    ? check.fail(
        `the quota of ${namespace} has no room for ${count} agents: ${short.join(
          ', ',
        )}`,
        'have it raised, or make fewer or smaller agents',
      )
    : check.pass(`for ${count}`);
}

function judgeAgentRights(
  needed: Right[],
  answers: Array<Seen<boolean>>,
): PreflightCheck {
  const check = about('agents-rights', 'Rights for the agents');
  const missing = needed.filter((_, index) => {
    const answer = answers[index];
    return answer.state === 'there' && !answer.value;
  });
  const hidden = answers.find(({ state }) => state === 'hidden');
  if (missing.length > 0) {
    return check.fail(
      `the portal's writer may not ${missing.map(describeRight).join(', ')}`,
      'have a cluster administrator of Harvester grant it',
    );
  }
  return hidden?.state === 'hidden'
    ? check.unknown(hidden.detail, hidden.remedy)
    : check.pass('are there');
}

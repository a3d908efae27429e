import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { AgentPlace } from '../../run/agentPlace';
import { reasonOf } from '../../run/StepFailure';
import type { CheckGroup, Looking } from '../CheckGroup';
import { Looks, type Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';
import { poolChecks } from './agentPool';
import { apiReachable } from './apiReachable';

/** Where agents are to live: Harvester, its network and its image. */
export const agents: CheckGroup = async looking => {
  const { agents: asked } = looking.run.spec;
  if (!asked.cluster) {
    return { checks: [] };
  }
  const reach = about('harvester-reachable', 'Cluster of the agents');
  let place: AgentPlace | undefined;
  try {
    place = looking.run.agentPlace?.();
  } catch (error) {
    return {
      checks: [
        asked.pool
          ? reach.fail(reasonOf(error), 'configure a writer for it')
          : reach.unknown(
              `${reasonOf(error)}`,
              'configure a writer for it before agents are made',
            ),
        fromAgents(looking.run.names.host),
      ],
    };
  }
  if (!place) {
    return { checks: [fromAgents(looking.run.names.host)] };
  }
  const { status, detail, remedy } = await apiReachable({
    client: place.client,
    cluster: place.cluster,
    signal: looking.run.signal,
  });
  const alive: PreflightCheck = {
    ...reach.pass(`${place.cluster.name}: ${detail}`),
    status,
    ...(remedy && { remedy, detail }),
  };
  return {
    checks: [
      alive,
      ...(status === 'pass' ? await whatIsThere(looking, place) : []),
      fromAgents(looking.run.names.host),
    ],
  };
};

async function whatIsThere(
  { run, looks: here }: Looking,
  { client, cluster, namespace }: AgentPlace,
): Promise<PreflightCheck[]> {
  // agents may live beside Kasm
  const looks =
    cluster.name === run.cluster.name ? here : new Looks(client, run.signal);
  const { pool } = run.spec.agents;
  const [there, served] = await Promise.all([
    looks.get(resources.namespaces, namespace),
    looks.serves(resources.virtualMachines.apiVersion),
  ]);
  const checks = [judgeNamespace(there, namespace), judgeKubeVirt(served)];
  return pool
    ? [...checks, ...(await poolChecks(looks, namespace, pool))]
    : checks;
}

function judgeNamespace(
  seen: Seen<KubeObject>,
  namespace: string,
): PreflightCheck {
  const check = about('agents-namespace', 'Namespace of the agents');
  if (seen.state === 'hidden') {
    return check.unknown(seen.detail, seen.remedy);
  }
  return seen.state === 'there'
    ? check.pass(namespace)
    : check.fail(
        `there is no namespace ${namespace}`,
        'have it made; the portal makes none there',
      );
}

function judgeKubeVirt(served: Seen<string[]>): PreflightCheck {
  const check = about('kubevirt', 'Virtual machines');
  if (served.state === 'hidden') {
    return check.unknown(served.detail, served.remedy);
  }
  return served.state === 'there' && served.value.includes('virtualmachines')
    ? check.pass('are served')
    : check.fail(
        `KubeVirt is not there (${resources.virtualMachines.apiVersion})`,
        'choose a cluster of Harvester for agents',
      );
}

/** Nothing here can stand where agents stand. */
function fromAgents(host: string): PreflightCheck {
  return about('host-from-agents', 'Public host from the agents').unknown(
    `whether agents reach ${host} cannot be seen from here`,
    `see it from their network: curl -sI https://${host}/api/__healthcheck`,
  );
}

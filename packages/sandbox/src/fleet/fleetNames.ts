import { SEEDED, type DeploymentNames } from '../world/SeededDeployment';

/** How many agent VMs each deployment of the fleet has. */
const AGENTS = 10;

/** The number of a member, as its names end with it. */
export const memberNumber = (index: number) => String(index).padStart(4, '0');

/** Names of the n-th deployment of the fleet, counted from 1; the namespaces are its own. */
export function fleetNames(index: number): DeploymentNames {
  const number = memberNumber(index);
  const release = `kasm-${number}`;
  const databaseCluster = `${release}-pg`;
  return {
    name: `fleet-${number}`,
    title: `Fleet ${number}`,
    release,
    namespace: release,
    databaseNamespace: `database-${number}`,
    databaseCluster,
    systemNamespace: SEEDED.systemNamespace,
    credentials: `${databaseCluster}-credentials`,
    superuser: `${databaseCluster}-superuser-secret`,
    objectStore: `${databaseCluster}-store`,
    scheduledBackup: `${databaseCluster}-daily`,
    archiveCredentials: `${databaseCluster}-backup-credentials`,
    agentNamespace: `kasm-agents-${number}`,
    agents: Array.from(
      { length: AGENTS },
      (_, agent) => `${release}-agent-${agent + 1}`,
    ),
  };
}

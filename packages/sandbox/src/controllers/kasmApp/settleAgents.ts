import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { claimNames } from '../kubeVirt/machineDisks';
import { CLAIMS } from '../kubeVirt/machineResources';
import type { AgentMachines, MachineLife } from './agentMachines';
import { AUTO_ENABLE } from './freshKasm';
import { beginReports, elapsed, endReports, pace } from './heartbeat';
import type { KasmAgent, KasmData } from './KasmData';
import type { AgentSetUp } from './KasmInstallation';
import type { KasmDisturbances } from './kasmDisturbances';
import { kasmId } from './kasmId';
import { installerFacts, machineSize } from './machineFacts';

/** From a running guest to an agent that Kasm knows: installed and started. */
const JOINING = 8000;

/** What decides which agents report. */
export interface AgentSurroundings {
  clock: Clock;
  harvester: ClusterStore;
  lives: AgentMachines;
  disturbances: KasmDisturbances;
  /** The machines of this Kasm's agents. */
  machines: StoredObject[];
  /** Whether agents reach the manager, and since when that is so. */
  manager: { reachable: boolean; since: number };
  managerToken: string;
  /** Version of the control plane. */
  version: string;
  /** Machines whose agents are enabled as soon as they register, by `namespace/name`. */
  welcome: Map<string, AgentSetUp>;
}

/** Registers agents that have come up, and notes which go on reporting. */
export function settleAgents(data: KasmData, around: AgentSurroundings): void {
  const { machines, manager } = around;
  const reporting = new Set<KasmAgent>();
  for (const machine of machines) {
    const path = `${machine.metadata.namespace}/${machine.metadata.name}`;
    const life = around.lives.life(path);
    const known =
      data.agents.find(each => each.machine.uid === machine.metadata.uid) ??
      cameBack(data, around.harvester, machine);
    if (
      !life ||
      life.downAt !== undefined ||
      !manager.reachable ||
      around.disturbances.silent.has(path)
    ) {
      continue;
    }
    // A machine that is started again has its agent already.
    const joined = life.upAt + (known ? 0 : JOINING) / pace(around.clock);
    if (!known && elapsed(around.clock, life.upAt) < JOINING) continue;
    const from = Math.round(Math.max(joined, manager.since));
    const agent = known ?? register(data, around, machine, life, from);
    if (!agent) continue;
    meetMachine(data, agent, life);
    beginReports(agent.heartbeat, from);
    reporting.add(agent);
  }
  for (const agent of data.agents) {
    if (reporting.has(agent)) continue;
    const life = around.lives.life(agent.machine.path);
    endReports(
      around.clock,
      agent.heartbeat,
      Math.min(
        life?.downAt ?? Infinity,
        manager.reachable ? Infinity : manager.since,
        around.clock.now().getTime(),
      ),
    );
  }
}

/** An agent is what is on its disk: a machine that is made anew with the old one has the old agent. */
function cameBack(
  data: KasmData,
  harvester: ClusterStore,
  { metadata, spec }: StoredObject,
): KasmAgent | undefined {
  const { namespace, name, uid, creationTimestamp } = metadata;
  const [disk] = claimNames(spec.template?.spec);
  const claim = disk && harvester.get(CLAIMS, namespace, disk);
  const agent = data.agents.find(
    ({ machine }) => machine.path === `${namespace}/${name}`,
  );
  if (
    !agent ||
    !claim ||
    claim.metadata.creationTimestamp! >= creationTimestamp!
  ) {
    return undefined;
  }
  agent.machine.uid = uid!;
  return agent;
}

/** Containers do not outlive the machine that they ran on. */
function meetMachine(data: KasmData, agent: KasmAgent, life: MachineLife) {
  if (agent.machine.life === life.uid) return;
  agent.machine.life = life.uid;
  data.sessions = data.sessions.filter(
    session => session.agentId !== agent.id || session.life === life.uid,
  );
}

function register(
  data: KasmData,
  around: AgentSurroundings,
  machine: StoredObject,
  life: MachineLife,
  now: number,
): KasmAgent | undefined {
  const { uid, namespace, name } = machine.metadata;
  const path = `${namespace}/${name}`;
  const installer = installerFacts(around.harvester, machine);
  const hostname = installer.address ?? life.address;
  const isRefused =
    around.disturbances.refused.has(path) ||
    (installer.token !== undefined && installer.token !== around.managerToken);
  if (!hostname || isRefused) return undefined;
  const enabled =
    around.welcome.has(path) ||
    data.settings.some(
      ({ category, name: setting, value }) =>
        category === AUTO_ENABLE.category &&
        setting === AUTO_ENABLE.name &&
        value === true,
    );
  const size = machineSize(machine);
  const agent: KasmAgent = {
    id: kasmId(`agent in ${uid} since ${now}`),
    serverId: kasmId(`server in ${uid} since ${now}`),
    zoneId: data.zones[0].id,
    hostname,
    machine: { uid, path, life: life.uid },
    version: installer.version ?? around.version,
    enabled,
    autoscaled: false,
    ...size,
    coresOverride: 0,
    memoryOverride: 0,
    autoPruneImages: 'Off',
    registeredAt: now,
    ...(enabled ? { enabledAt: now } : {}),
    heartbeat: { last: now },
    ...around.welcome.get(path),
  };
  around.welcome.delete(path);
  data.agents.push(agent);
  return agent;
}

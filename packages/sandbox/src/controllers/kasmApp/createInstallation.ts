import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { componentIsReady } from '../kasm/componentIsReady';
import { progress } from './advanceSession';
import type { AgentMachines } from './agentMachines';
import { slotsOn, usedDisk } from './agentRoom';
import { agentStatus, elapsed, lastReport } from './heartbeat';
import { pulledBy } from './images';
import type { KasmData, KasmSession, SessionStatus } from './KasmData';
import type { KasmDisturbances } from './kasmDisturbances';
import type { AgentSetUp, KasmInstallation } from './KasmInstallation';
import {
  machinesOf,
  placeKey,
  type KasmPlace,
  type KasmRelease,
} from './kasmRelease';
import { requestSession } from './requestSession';
import { settleAgents } from './settleAgents';
import { settleSessions } from './settleSessions';

/** What an installation looks at. */
export interface KasmSurroundings {
  rke2: ClusterStore;
  harvester: ClusterStore;
  clock: Clock;
  lives: AgentMachines;
  disturbances: KasmDisturbances;
}

/** The token that agents register with. */
export function managerToken(
  rke2: ClusterStore,
  { namespace, release }: KasmPlace,
): string {
  const secret = rke2.get('secrets', namespace, `${release}-secrets`);
  return Buffer.from(
    secret?.data?.['manager-token'] ?? '',
    'base64',
  ).toString();
}

/** Plays one Kasm on what is in its database. Nothing of it waits on a clock: it is settled when looked at. */
export function createInstallation(
  around: KasmSurroundings,
  place: KasmPlace,
  data: KasmData,
  facts: {
    release(): KasmRelease;
    /** The API's Deployment. */
    api(): StoredObject | undefined;
  },
): KasmInstallation {
  const { rke2, harvester, clock, lives, disturbances } = around;
  const welcome = new Map<string, AgentSetUp>();
  const now = () => clock.now().getTime();
  const manager = { reachable: true, since: 0 };
  let release = facts.release();
  let serial = 0;

  const version = () =>
    facts.api()?.metadata.labels?.['app.kubernetes.io/version'] ?? '1.18.1';

  function lookForManager() {
    const reachable =
      componentIsReady(rke2, place.namespace, 'proxy') &&
      componentIsReady(rke2, place.namespace, 'manager');
    if (reachable !== manager.reachable) {
      Object.assign(manager, { reachable, since: now() });
    }
  }

  const become = (session: KasmSession, status: SessionStatus) =>
    Object.assign(session, { status, since: now() });

  const kasm: KasmInstallation = {
    place,
    get host() {
      return release.host;
    },
    get agentNamespace() {
      return release.agentNamespace;
    },
    get version() {
      return version();
    },
    get isErratic() {
      return disturbances.erratic.has(placeKey(place));
    },
    get keysExpired() {
      return disturbances.expiredKeys.has(placeKey(place));
    },
    data,
    status: agent => agentStatus(clock, agent.heartbeat),
    lastReport: agent => lastReport(clock, agent.heartbeat),
    pulled: agent => pulledBy(data, agent, clock, disturbances),
    usedDisk: agent =>
      usedDisk(
        data,
        agent,
        kasm.pulled(agent).length,
        disturbances.fullDisks.has(agent.machine.path),
      ),
    progress: session => progress(session, moment => elapsed(clock, moment)),
    isAvailable: image =>
      data.agents.some(
        agent => agent.enabled && kasm.pulled(agent).includes(image),
      ),
    slots() {
      const [smallest] = data.images
        .filter(({ enabled }) => enabled)
        .sort((a, b) => a.cores - b.cores || a.memory - b.memory);
      return data.agents
        .filter(agent => agent.enabled && kasm.status(agent) === 'running')
        .reduce((sum, agent) => sum + slotsOn(data, agent, smallest), 0);
    },
    request(wish) {
      serial += 1;
      return requestSession(kasm, wish, now(), serial);
    },
    keepAlive(session) {
      session.keptAlive = now();
    },
    stop(session) {
      if (session.status === 'running') become(session, 'stopping');
    },
    resume(session) {
      if (session.status !== 'stopped') return;
      become(session, 'starting');
      session.keptAlive = now();
    },
    destroy(session) {
      if (session.status !== 'deleting') become(session, 'deleting');
    },
    enable(agent, enabled) {
      agent.enabled = enabled;
      // Images that were pulled stay on its disk.
      if (enabled) agent.enabledAt ??= now();
    },
    remove(agent) {
      data.agents = data.agents.filter(other => other !== agent);
      data.sessions = data.sessions.filter(
        ({ agentId }) => agentId !== agent.id,
      );
    },
    welcome(machine, setUp = {}) {
      welcome.set(machine, setUp);
    },
    settle() {
      release = facts.release();
      lookForManager();
      settleAgents(data, {
        clock,
        harvester,
        lives,
        disturbances,
        machines: machinesOf(harvester, release),
        manager,
        managerToken: managerToken(rke2, place),
        version: version(),
        welcome,
      });
      settleSessions(data, clock, disturbances);
    },
  };
  return kasm;
}

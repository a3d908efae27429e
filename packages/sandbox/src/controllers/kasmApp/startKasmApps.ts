import type { Databases } from '../kasm/databases';
import { environmentOf, loginOf } from '../kasm/containerEnvironment';
import { startAgentMachines } from './agentMachines';
import {
  createInstallation,
  managerToken,
  type KasmSurroundings,
} from './createInstallation';
import { freshKasm } from './freshKasm';
import type { KasmData } from './KasmData';
import type { KasmInstallation } from './KasmInstallation';
import {
  apiDeployment,
  kasmRelease,
  placeKey,
  type KasmPlace,
} from './kasmRelease';
import { liveIn } from './liveIn';

/** What databases are in. */
const CLUSTERS = 'clusters.postgresql.cnpg.io';

/** The Kasm installations of a cluster. */
export interface KasmApps {
  /**
   * The Kasm of a release as of now; undefined while its API is not deployed or cannot use its
   * database. It is made when somebody first asks, so that a thousand that nobody asks cost nothing.
   */
  at(place: KasmPlace): KasmInstallation | undefined;
  /** When somebody first asks for it, it has been worked with: enabled agents, accounts, sessions. */
  liveIn(place: KasmPlace): void;
  /** The port that people reach the public host at: zones whose port nobody changed send them there. */
  publishAt(port: number): void;
  stop(): void;
}

/** Where Kasm expects its users when nobody says otherwise. */
const KASM_PORT = 443;

interface Known {
  /** Cluster uid and database. */
  database: string;
  kasm: KasmInstallation;
}

/** Plays what is inside the pods of every Kasm release. */
export function startKasmApps(
  around: Omit<KasmSurroundings, 'lives'> & { databases: Databases },
): KasmApps {
  const { rke2, harvester, clock, databases } = around;
  /** What is in the databases: it outlives pods and releases. */
  const stored = new Map<string, KasmData>();
  const known = new Map<string, Known>();
  const livedIn = new Set<string>();
  let published = KASM_PORT;

  const lives = startAgentMachines(harvester, clock, namespace => {
    for (const { kasm } of known.values()) {
      if (kasm.agentNamespace === namespace) kasm.settle();
    }
  });
  const unsubscribe = [
    // Agents report to the manager through the proxy.
    rke2.subscribe('pods', ({ object: { metadata } }) => {
      const { labels = {}, namespace } = metadata;
      const component = labels['app.kubernetes.io/component'];
      if (component !== 'manager' && component !== 'proxy') return;
      const release = labels['app.kubernetes.io/instance'];
      if (namespace) known.get(placeKey({ namespace, release }))?.kasm.settle();
    }),
    rke2.subscribe(CLUSTERS, ({ type, object }) => {
      if (type !== 'DELETED') return;
      for (const database of stored.keys()) {
        if (database.startsWith(`${object.metadata.uid}/`)) {
          stored.delete(database);
        }
      }
      for (const [key, { database }] of known) {
        if (!stored.has(database)) known.delete(key);
      }
    }),
  ];

  function databaseOf(place: KasmPlace): string | undefined {
    const api = apiDeployment(rke2, place);
    const container = api?.spec.template.spec.containers[0];
    if (!api || !container) return undefined;
    const login = loginOf(environmentOf(rke2, api, container));
    const connection = databases.connect(login);
    return 'cluster' in connection && databases.isInitialised(login)
      ? `${connection.cluster.metadata.uid}/${login.database}`
      : undefined;
  }

  function open(place: KasmPlace, database: string): KasmInstallation {
    const key = placeKey(place);
    const release = kasmRelease(rke2, place);
    const isNew = !stored.has(database);
    const data =
      stored.get(database) ??
      freshKasm({
        seed: `${key}/${database}`,
        zone: release.zone,
        port: published,
        now: clock.now().getTime(),
        managerToken: managerToken(rke2, place),
      });
    stored.set(database, data);
    const kasm = createInstallation({ ...around, lives }, place, data, {
      release: () => kasmRelease(rke2, place),
      api: () => apiDeployment(rke2, place),
    });
    known.set(key, { database, kasm });
    kasm.settle();
    if (isNew && livedIn.has(key)) {
      liveIn(kasm, clock);
      kasm.settle();
    }
    return kasm;
  }

  return {
    at(place) {
      const database = databaseOf(place);
      if (!database) return undefined;
      const found = known.get(placeKey(place));
      if (found?.database !== database) return open(place, database);
      found.kasm.settle();
      return found.kasm;
    },
    liveIn: place => {
      livedIn.add(placeKey(place));
    },
    publishAt(port) {
      const zones = [...stored.values()].flatMap(data => data.zones);
      zones
        .filter(({ proxyPort }) => proxyPort === published)
        .forEach(zone => Object.assign(zone, { proxyPort: port }));
      published = port;
    },
    stop() {
      lives.stop();
      unsubscribe.forEach(end => end());
      known.clear();
      stored.clear();
    },
  };
}

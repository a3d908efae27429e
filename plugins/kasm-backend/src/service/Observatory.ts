import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  KASM_EVENTS_TOPIC,
  type ClusterInfo,
  type DescriptorsStatus,
  type StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import {
  allowsNamespace,
  ClusterProbe,
  createKasmApis,
  createReaderClients,
  findCluster,
  type ClusterConfig,
  type KasmApis,
  type KasmConfig,
  type KubeClient,
  type KubeClients,
  type ProbeState,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { isDeepStrictEqual } from 'util';
import { DeploymentRegistry } from '../descriptors/DeploymentRegistry';
import type { KnownDeployment } from '../descriptors/KnownDeployment';
import { ProbeTurns } from '../endpoint/ProbeTurns';
import { Trust } from '../endpoint/Trust';
import type { Observation } from '../observation/Observation';
import type { FirstFailures } from '../releases/FirstFailures';
import { ClusterViews } from '../sources/ClusterViews';
import { CallGate } from '../sources/kasmApi/CallGate';
import type { ChangeSignal } from './ChangeSignal';
import { DeploymentWatcher } from './DeploymentWatcher';
import { Judgements } from './Judgements';
import { ServedDocuments, type Moments } from './ServedDocuments';
import type { SeenSessions } from './sessionList';
import type { StatusListener } from './StatusListener';
import { StatusStore } from './StatusStore';

const WHY_NOT: Record<ProbeState, string | undefined> = {
  ok: undefined,
  unknown: 'The cluster has not answered yet',
  unreachable: 'The cluster cannot be reached from the portal',
  unauthenticated: "The cluster refuses the portal's credential",
  forbidden: 'The cluster does not tell the portal its version',
};

/** Calls of Kasm's APIs at once, over all deployments. */
const KASM_CALLS = 16;

type Eye = {
  client: KubeClient;
  probe: ClusterProbe;
  views: ClusterViews;
  trust: Trust;
};

/**
 * Everything that looks at clusters: finds the deployments, watches each and keeps its status. What
 * is asked of it costs no call to any cluster.
 *
 * @internal
 */
export class Observatory {
  readonly statuses = new StatusStore();
  private readonly served = new ServedDocuments();
  private readonly clients: KubeClients;
  private readonly eyes = new Map<string, Eye>();
  private readonly registry: DeploymentRegistry;
  private readonly watchers = new Map<string, DeploymentWatcher>();
  private readonly stopping = new Set<Promise<void>>();
  private readonly judgements = new Judgements();
  private readonly turns = new ProbeTurns();
  /** Logs are read in turns of their own, as public hosts are looked at. */
  private readonly logTurns = new ProbeTurns();
  private readonly kasm: { apis: KasmApis; gate: CallGate };
  private told: string | undefined;

  constructor(
    private readonly options: {
      config: KasmConfig;
      logger: LoggerService;
      events: EventsService;
      signal: ChangeSignal;
      /** Told of every new judgement, in this order. */
      listeners?: StatusListener[];
      /** Told how many seconds each judgement took. */
      onJudged?: (seconds: number) => void;
      clients?: KubeClients;
      /** How Helm failed first, as all replicas remember it. */
      firstFailures?: FirstFailures;
    },
  ) {
    const { config, logger } = options;
    this.clients = options.clients ?? createReaderClients(config);
    this.kasm = {
      apis: createKasmApis(config),
      gate: new CallGate(KASM_CALLS),
    };
    for (const cluster of config.clusters) {
      const { name, ingress, watch } = cluster;
      const client = this.clients.client(name);
      const probe = new ClusterProbe({ client });
      this.eyes.set(name, {
        client,
        probe,
        views: new ClusterViews({
          client,
          probe,
          logger,
          watchesAll: namespace =>
            watch === 'cluster' && allowsNamespace(cluster, namespace),
        }),
        trust: new Trust(ingress),
      });
    }
    this.registry = new DeploymentRegistry({
      config,
      logger,
      onChange: deployments => this.follow(deployments),
    });
  }

  start(): void {
    this.eyes.forEach(({ probe }) => probe.start());
    this.registry.start(
      cluster => this.eye(cluster).views,
      cluster => this.eye(cluster).client,
    );
  }

  /** Per control-plane cluster, whether its descriptors are known. */
  descriptors(): Record<string, DescriptorsStatus> {
    return this.registry.clusters();
  }

  /** What the form needs to know of the clusters. */
  clusters(): ClusterInfo[] {
    return this.options.config.clusters.map(
      ({ name, title, roles, namespaces, domains }) => {
        const { state } = this.eye(name).probe.report;
        return {
          name,
          title,
          roles,
          namespaces,
          domains,
          reachable: state === 'ok' || state === 'forbidden',
          // Everybody who is signed in may read this; the log has the whole reason.
          ...(WHY_NOT[state] && { reason: WHY_NOT[state] }),
        };
      },
    );
  }

  /** @throws InputError naming the known clusters */
  configOf(cluster: string): ClusterConfig {
    return findCluster(this.options.config, cluster);
  }

  /** How many watches are open on all clusters together. */
  get watches(): number {
    return [...this.eyes.values()].reduce(
      (sum, { views }) => sum + views.size,
      0,
    );
  }

  deployment(ref: string): KnownDeployment | undefined {
    return this.watchers.get(ref)?.deployment;
  }

  /** What is seen of it now. */
  observation(ref: string): Observation | undefined {
    return this.watchers.get(ref)?.observe();
  }

  /** Of each cluster: how many watches there are, and how often one was begun anew since the start. */
  watchesByCluster(): Array<{
    cluster: string;
    open: number;
    restarts: number;
  }> {
    return [...this.eyes].map(([cluster, { views }]) => ({
      cluster,
      open: views.size,
      restarts: views.restarts,
    }));
  }

  /** The document as it is sent, with the moments at which its sources were last heard. */
  bytesOf(ref: string, document: StatusDocument): Buffer {
    return this.served.bytes(document, () =>
      heard(this.watchers.get(ref)?.observe()),
    );
  }

  client(cluster: string): KubeClient {
    return this.eye(cluster).client;
  }

  /** Pods of a component that are seen now, newest first; by label and namespace, never by name. */
  podsOf(
    ref: string,
    component: string,
  ): Array<{ name: string; containers: string[] }> {
    const pods = this.watchers.get(ref)?.observe().controlPlane.facts?.pods;
    return (pods ?? [])
      .filter(pod => pod.component === component)
      .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
      .map(({ name, containers }) => ({
        name,
        containers: containers
          .filter(({ init }) => !init)
          .map(container => container.name),
      }));
  }

  /** Sessions as Kasm told them last, with the people who use them; undefined when nobody watches it. */
  sessionsOf(ref: string): SeenSessions | undefined {
    const watcher = this.watchers.get(ref);
    if (!watcher) {
      return undefined;
    }
    const { seen, reason, facts } = watcher.observe().kasmApi;
    const unread = facts?.unread.find(({ list }) => list === 'sessions');
    return {
      asOf: seen,
      reason: reason ?? unread?.reason,
      sessions: watcher.sessions() ?? [],
    };
  }

  /** Components that have pods now. */
  componentsOf(ref: string): string[] {
    const pods = this.watchers.get(ref)?.observe().controlPlane.facts?.pods;
    const roles = (pods ?? []).flatMap(({ component }) => component ?? []);
    return [...new Set(roles)].sort();
  }

  /** Resolves when no socket and no timer is left. */
  async stop(): Promise<void> {
    this.registry.stop();
    for (const ref of [...this.watchers.keys()]) {
      this.forget(ref);
    }
    await Promise.all(this.stopping);
    await Promise.all(
      [...this.eyes.values()].map(async ({ views, probe }) => {
        await views.stop();
        await probe.stop();
      }),
    );
    await this.kasm.apis.close();
    await this.clients.close();
  }

  private eye(cluster: string): Eye {
    const eye = this.eyes.get(cluster);
    if (!eye) {
      throw new Error(`Cluster ${cluster} is not configured`);
    }
    return eye;
  }

  /** Watches what is new or changed, and forgets what is gone. */
  private follow(deployments: KnownDeployment[]): void {
    const wanted = new Set(deployments.map(({ ref }) => ref));
    for (const ref of [...this.watchers.keys()]) {
      if (!wanted.has(ref)) {
        this.forget(ref);
      }
    }
    for (const known of deployments) {
      const before = this.watchers.get(known.ref);
      if (!before) {
        this.watch(known);
      } else if (!isDeepStrictEqual(known, before.deployment)) {
        // The new one looks before the old one closes its eyes, so that nothing becomes unknown.
        this.watch(known, before);
        this.end(before);
      }
    }
    this.tellEvent(deployments);
  }

  private watch(deployment: KnownDeployment, before?: DeploymentWatcher): void {
    const { config, logger, signal } = this.options;
    const { facts, ref } = deployment;
    const cluster = config.clusters.find(({ name }) => name === facts.cluster);
    if (!cluster) {
      return;
    }
    const { client, views, trust } = this.eye(facts.cluster);
    this.watchers.set(
      ref,
      new DeploymentWatcher({
        deployment,
        before,
        cluster,
        client,
        views,
        agentViews: facts.agentCluster
          ? this.eye(facts.agentCluster).views
          : undefined,
        trust,
        kasm: this.kasm,
        firstFailures: this.options.firstFailures,
        logger,
        turns: this.turns,
        logTurns: this.logTurns,
        judgements: this.judgements,
        onJudged: this.options.onJudged,
        onStatus: status => {
          const last = this.statuses.get(ref)?.document;
          if (this.statuses.put(ref, facts, status)) {
            signal.tell(status.revision);
            this.tellListeners(listener =>
              listener.changed({ deployment, before: last, after: status }),
            );
          }
        },
      }),
    );
  }

  private forget(ref: string): void {
    const watcher = this.watchers.get(ref);
    const last = this.statuses.get(ref)?.document.revision;
    this.watchers.delete(ref);
    this.statuses.delete(ref);
    if (last !== undefined) {
      this.options.signal.tell(last);
    }
    this.tellListeners(listener => listener.forgotten?.(ref));
    if (watcher) {
      this.end(watcher);
    }
  }

  private end(watcher: DeploymentWatcher): void {
    const stopped = watcher.stop().finally(() => {
      this.stopping.delete(stopped);
    });
    this.stopping.add(stopped);
  }

  private tellListeners(tell: (listener: StatusListener) => void): void {
    for (const listener of this.options.listeners ?? []) {
      try {
        tell(listener);
      } catch (error) {
        this.options.logger.error('A listener failed', error as Error);
      }
    }
  }

  /** The catalog follows the set of deployments, and whether the set is known. */
  private tellEvent(deployments: KnownDeployment[]): void {
    const sight = Object.entries(this.descriptors()).map(
      ([cluster, { state }]) => `${cluster}=${state}`,
    );
    const told = JSON.stringify([deployments, sight]);
    if (told === this.told) {
      return;
    }
    this.told = told;
    this.options.events
      .publish({
        topic: KASM_EVENTS_TOPIC,
        eventPayload: { refs: deployments.map(({ ref }) => ref) },
      })
      .catch(error =>
        this.options.logger.debug(`No event was published: ${error.message}`),
      );
  }
}

function heard(observation: Observation | undefined): Moments {
  if (!observation) {
    return {};
  }
  const { deployment: _, ...sightings } = observation;
  return Object.fromEntries(
    Object.entries(sightings).map(([source, { seen }]) => [source, seen]),
  );
}

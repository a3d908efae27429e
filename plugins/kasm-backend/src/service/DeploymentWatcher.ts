import type { LoggerService } from '@backstage/backend-plugin-api';
import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import type {
  ClusterConfig,
  KasmApis,
  KubeClient,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { KnownDeployment } from '../descriptors/KnownDeployment';
import type { ProbeTurns } from '../endpoint/ProbeTurns';
import type { Trust } from '../endpoint/Trust';
import { judge } from '../evaluate/evaluate';
import { askedLogs } from '../logs/askedLogs';
import { SignatureReader, type Subject } from '../logs/SignatureReader';
import type { Observation } from '../observation/Observation';
import type { FirstFailures } from '../releases/FirstFailures';
import { watchAgentVms } from '../sources/agentVms';
import { watchCertificate } from '../sources/certificate';
import type { ClusterViews } from '../sources/ClusterViews';
import { watchControlPlane } from '../sources/controlPlane';
import { watchDatabase } from '../sources/database';
import { watchEndpoint } from '../sources/endpoint';
import { watchIngress } from '../sources/ingress';
import { watchKasmApi, type KasmSource } from '../sources/kasmApi';
import type { CallGate } from '../sources/kasmApi/CallGate';
import { isCrashing } from '../sources/pods';
import { watchRelease, type RememberedFailure } from '../sources/release';
import { Judgements, type Desk } from './Judgements';

/** Milliseconds; no two judgements for the sake of time are nearer. */
const PAUSE = 50;

/**
 * Milliseconds between two judgements until everything was looked at once. What is seen meanwhile is
 * part of a picture: judging each part of it, for every deployment, is most of the work of a start.
 */
const BEGINNING = 2_000;

/** A timer cannot wait longer; judging once more than needed does no harm. */
const LONGEST_WAIT = 60 * 60 * 1000;

/**
 * Looks at one deployment through its sources and judges it whenever one of them, or the time,
 * changed something.
 *
 * @internal
 */
export class DeploymentWatcher {
  private readonly sources: ReturnType<DeploymentWatcher['open']>;
  private readonly reader: SignatureReader;
  private readonly desk: Desk;
  private later: NodeJS.Timeout | undefined;
  private beginning: NodeJS.Timeout | undefined;
  private looked = false;
  private stopped = false;

  constructor(
    private readonly options: {
      deployment: KnownDeployment;
      /** Who watched it until now, when only its facts changed. */
      before?: DeploymentWatcher;
      cluster: ClusterConfig;
      client: KubeClient;
      views: ClusterViews;
      /** Of the agents' cluster, when there is one. */
      agentViews?: ClusterViews;
      trust: Trust;
      /** Shared with the other deployments, as are the judgements. */
      turns?: ProbeTurns;
      logTurns?: ProbeTurns;
      /** Kasm's own APIs, and the one gate that all calls of them go through. */
      kasm: { apis: KasmApis; gate: CallGate };
      /** How Helm failed first, as all replicas remember it. */
      firstFailures?: FirstFailures;
      logger: LoggerService;
      judgements?: Judgements;
      /** Told how many seconds each judgement took. */
      onJudged?: (seconds: number) => void;
      onStatus: (status: StatusDocument) => void;
    },
  ) {
    this.reader = new SignatureReader({
      client: options.client,
      turns: options.logTurns,
      changed: () => this.schedule(),
    });
    const { judgements = new Judgements() } = options;
    this.desk = judgements.desk(() => this.judge());
    this.sources = this.open();
    this.judge();
  }

  get deployment(): KnownDeployment {
    return this.options.deployment;
  }

  /** What is seen now. */
  observe(): Observation {
    const { sources } = this;
    return {
      deployment: this.deployment.facts,
      controlPlane: sources.controlPlane.sighting(),
      release: sources.release.sighting(),
      database: sources.database.sighting(),
      certificate: sources.certificate.sighting(),
      ingress: sources.ingress.sighting(),
      agentVms: sources.agentVms.sighting(),
      kasmApi: sources.kasmApi.sighting(),
      endpoint: sources.endpoint.sighting(),
    };
  }

  /** As Kasm told them last, with the people who use them. */
  sessions(): ReturnType<KasmSource['people']> {
    return this.sources.kasmApi.people();
  }

  /** For who watches it next: the cluster does not keep it. */
  rememberedFailure(): RememberedFailure | undefined {
    return this.sources.release.remembered();
  }

  /** Resolves when no socket and no timer is left. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.desk.close();
    clearTimeout(this.later);
    clearTimeout(this.beginning);
    await Promise.all([
      this.reader.stop(),
      ...Object.values(this.sources).map(source => source.stop()),
    ]);
  }

  private open() {
    const { deployment, before, cluster, views, agentViews, trust } =
      this.options;
    const { facts, issuer } = deployment;
    const changed = () => this.schedule();
    const endpoint = watchEndpoint({
      deployment: facts,
      ingress: cluster.ingress,
      trust,
      turns: this.options.turns,
      last: before?.observe().endpoint.facts,
      changed,
    });
    const kasmApi = watchKasmApi({
      ...this.options.kasm,
      deployment: facts,
      last: before?.sources.kasmApi,
      changed,
    });
    /** For what the public host depends on: the endpoint is looked at again, and Kasm if it was not heard. */
    const changedAround = () => {
      this.schedule();
      endpoint.nudge();
      kasmApi.nudge();
    };
    const common = { views, deployment: facts };
    return {
      endpoint,
      controlPlane: watchControlPlane({
        ...common,
        client: this.options.client,
        signatures: () => this.reader.signatures,
        changed: changedAround,
      }),
      release: watchRelease({
        ...common,
        before: before?.rememberedFailure(),
        firstFailures: this.options.firstFailures,
        changed,
      }),
      database: watchDatabase({
        ...common,
        ...(cluster.instanceStatus && { client: this.options.client }),
        changed: changedAround,
      }),
      certificate: watchCertificate({
        ...common,
        issuer,
        changed: changedAround,
      }),
      ingress: watchIngress({ ...common, changed: changedAround }),
      agentVms: watchAgentVms({
        views: agentViews,
        deployment: facts,
        last: this.lastAgentVms(),
        changed,
      }),
      kasmApi,
    };
  }

  /** What was known of the agents, if they are still looked for in the same place. */
  private lastAgentVms() {
    const { deployment, before } = this.options;
    const { agentCluster, agentNamespace } = deployment.facts;
    const former = before?.deployment.facts;
    return former?.agentCluster === agentCluster &&
      former?.agentNamespace === agentNamespace
      ? before?.observe().agentVms.facts
      : undefined;
  }

  private schedule(): void {
    this.looked ||= this.hasLooked();
    if (this.looked) {
      clearTimeout(this.beginning);
      this.desk.ask();
      return;
    }
    this.beginning ??= setTimeout(() => {
      this.beginning = undefined;
      this.desk.ask();
    }, BEGINNING);
  }

  /** A source may tell of something before all of them are there. */
  private hasLooked(): boolean {
    const sources: Array<{ looked?(): boolean }> = Object.values(
      this.sources ?? {},
    );
    return (
      sources.length > 0 && sources.every(source => source.looked?.() ?? true)
    );
  }

  private judge(): void {
    clearTimeout(this.later);
    try {
      const observation = this.observe();
      const now = new Date();
      const from = performance.now();
      const { status, next } = judge(observation, now);
      this.options.onJudged?.((performance.now() - from) / 1000);
      this.options.onStatus(status);
      const asked = askedLogs(observation, status.findings, now);
      this.reader.look([...this.failing(observation), ...asked.subjects]);
      const moments = [next, asked.next].flatMap(at => at?.getTime() ?? []);
      if (moments.length > 0 && !this.stopped) {
        const wait = Math.max(Math.min(...moments) - now.getTime(), PAUSE);
        this.later = setTimeout(
          () => this.desk.ask(),
          Math.min(wait, LONGEST_WAIT),
        );
      }
    } catch (error) {
      this.options.logger.error(
        `Deployment ${this.deployment.ref} could not be judged`,
        error as Error,
      );
    }
  }

  private failing({ deployment, controlPlane, database }: Observation) {
    const kasm = (controlPlane.facts?.pods ?? []).map<Subject>(pod => ({
      component: pod.component ?? 'unknown',
      namespace: deployment.namespace,
      pod,
    }));
    const postgres = (database.facts?.pods ?? []).map<Subject>(pod => ({
      component: pod.component === 'initdb' ? 'initdb' : 'database',
      namespace: deployment.databaseNamespace,
      pod,
    }));
    const helm = this.sources.release.pods().map<Subject>(pod => ({
      component: 'release',
      namespace: deployment.systemNamespace,
      pod,
    }));
    return [...kasm, ...postgres, ...helm].filter(({ pod }) => isCrashing(pod));
  }
}

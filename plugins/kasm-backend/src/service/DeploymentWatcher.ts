import type { LoggerService } from '@backstage/backend-plugin-api';
import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import type {
  ClusterConfig,
  KubeClient,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { KnownDeployment } from '../descriptors/KnownDeployment';
import type { Trust } from '../endpoint/Trust';
import { evaluate, nextEvaluation } from '../evaluate/evaluate';
import { SignatureReader, type Subject } from '../logs/SignatureReader';
import type { KasmApiFacts, Observation } from '../observation/Observation';
import { watchAgentVms } from '../sources/agentVms';
import { watchCertificate } from '../sources/certificate';
import type { ClusterViews } from '../sources/ClusterViews';
import { watchControlPlane } from '../sources/controlPlane';
import { watchDatabase } from '../sources/database';
import { watchEndpoint } from '../sources/endpoint';
import { watchIngress } from '../sources/ingress';
import { isCrashing } from '../sources/pods';
import { watchRelease } from '../sources/release';
import { absentSource } from '../sources/Source';

/** Changes within so many milliseconds are judged together. */
const PAUSE = 50;

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
  private soon: NodeJS.Timeout | undefined;
  private later: NodeJS.Timeout | undefined;
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
      logger: LoggerService;
      onStatus: (status: StatusDocument) => void;
    },
  ) {
    this.reader = new SignatureReader({
      client: options.client,
      changed: () => this.schedule(),
    });
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

  /** Resolves when no socket and no timer is left. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.soon);
    clearTimeout(this.later);
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
      last: before?.observe().endpoint.facts,
      changed,
    });
    /** For what the public host depends on: the endpoint is looked at again, too. */
    const changedAround = () => {
      this.schedule();
      endpoint.nudge();
    };
    const common = { views, deployment: facts };
    return {
      endpoint,
      controlPlane: watchControlPlane({
        ...common,
        signatures: () => this.reader.signatures,
        changed: changedAround,
      }),
      release: watchRelease({ ...common, changed }),
      database: watchDatabase({ ...common, changed: changedAround }),
      certificate: watchCertificate({
        ...common,
        issuer,
        changed: changedAround,
      }),
      ingress: watchIngress({ ...common, changed: changedAround }),
      agentVms: watchAgentVms({
        views: agentViews,
        deployment: facts,
        changed,
      }),
      kasmApi: absentSource<KasmApiFacts>('The Kasm API is not configured'),
    };
  }

  private schedule(): void {
    if (!this.stopped) {
      this.soon ??= setTimeout(() => this.judge(), PAUSE);
    }
  }

  private judge(): void {
    clearTimeout(this.soon);
    clearTimeout(this.later);
    this.soon = undefined;
    try {
      const observation = this.observe();
      this.reader.look(this.failing(observation));
      const now = new Date();
      const status = evaluate(observation, now);
      this.options.onStatus(status);
      const next = nextEvaluation(observation, status, now);
      if (next && !this.stopped) {
        const wait = Math.max(next.getTime() - now.getTime(), PAUSE);
        this.later = setTimeout(
          () => this.judge(),
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

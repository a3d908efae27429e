import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  DEPLOYMENT_LABEL,
  type DescriptorsStatus,
} from '@kasm-portal/backstage-plugin-kasm-common';
import {
  type ClusterConfig,
  clusterText,
  type KasmConfig,
  type KubeClient,
  type ReflectorState,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { ClusterViews, View } from '../sources/ClusterViews';
import type { Candidate, Refusal } from './Candidate';
import { configuredDeployments } from './configuredDeployments';
import { decideDeployments } from './decideDeployments';
import {
  descriptorConfigMaps,
  type FoundDescriptor,
} from './descriptorConfigMaps';
import { knownDeployment, type KnownDeployment } from './KnownDeployment';
import { StrayDescriptors } from './StrayDescriptors';

/** A page of a list arrives as many changes; they are decided on together. */
const PAUSE = 20;

/**
 * Knows which deployments there are: the configuration's and, per control-plane cluster, those with
 * a descriptor in its system namespace, and nowhere else.
 *
 * @internal
 */
export class DeploymentRegistry {
  private readonly config: KasmConfig;
  private readonly logger: LoggerService;
  private readonly onChange: (deployments: KnownDeployment[]) => void;
  private readonly configured: Candidate[];
  private readonly views = new Map<string, View<FoundDescriptor>>();
  private readonly strays = new Map<string, StrayDescriptors>();
  /** Sight of each cluster's descriptors when it was last decided. */
  private readonly sights = new Map<string, ReflectorState>();
  private refusals: Refusal[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(options: {
    config: KasmConfig;
    logger: LoggerService;
    /** Called with all that are accepted, whenever descriptors or the sight of them changed. */
    onChange: (deployments: KnownDeployment[]) => void;
  }) {
    this.config = options.config;
    this.logger = options.logger;
    this.onChange = options.onChange;
    const { candidates, refusals } = configuredDeployments(options.config);
    this.configured = candidates;
    refusals.forEach(refusal => this.report(refusal));
  }

  /**
   * @param clientOf - to count what looks like a descriptor and is not where they belong; nobody counts
   *   without it
   */
  start(
    viewsOf: (cluster: string) => ClusterViews,
    clientOf?: (cluster: string) => KubeClient,
  ): void {
    for (const cluster of this.controlPlanes()) {
      this.views.set(
        cluster.name,
        viewsOf(cluster.name).view(
          descriptorConfigMaps,
          {
            namespace: cluster.systemNamespace,
            labelSelector: DEPLOYMENT_LABEL,
          },
          { relevant: () => true, changed: () => this.schedule() },
        ),
      );
    }
    for (const { name, systemNamespace } of this.controlPlanes()) {
      const client = clientOf?.(name);
      if (!client) {
        continue;
      }
      const stray = new StrayDescriptors({
        client,
        systemNamespace,
        logger: this.logger,
      });
      this.strays.set(name, stray);
      stray.start();
    }
    this.decide();
  }

  /**
   * Per cluster, whether its descriptors are known; refused ones show as a number, never by name. As
   * of the last decision, so that nobody reads "seen, and there are none" in the moment between the
   * end of a list and what follows from it: the catalog would delete every entity.
   */
  clusters(): Record<string, DescriptorsStatus> {
    return Object.fromEntries(
      Array.from(this.sights, ([name, state]) => {
        const refused = this.refusals.filter(({ cluster }) => cluster === name);
        const elsewhere = this.strays.get(name)?.count;
        const reason =
          state.reason ??
          (refused.length > 0
            ? `${refused.length} descriptors were refused; the backend's log says why`
            : undefined);
        return [
          name,
          {
            state: state.state,
            since: state.since,
            seen: state.seen,
            ...(reason && { reason }),
            ...(refused.length > 0 && { refused: refused.length }),
            ...(elsewhere !== undefined && { elsewhere }),
          },
        ];
      }),
    );
  }

  stop(): void {
    clearTimeout(this.timer);
    this.views.forEach(view => view.release());
    this.strays.forEach(stray => stray.stop());
  }

  private controlPlanes(): ClusterConfig[] {
    return this.config.clusters.filter(({ roles }) =>
      roles.includes('controlPlane'),
    );
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.decide(), PAUSE);
  }

  private decide(): void {
    this.timer = undefined;
    const candidates = [...this.configured];
    const refusals: Refusal[] = [];
    this.views.forEach((view, name) => this.sights.set(name, view.state));
    for (const cluster of this.controlPlanes()) {
      for (const found of this.views.get(cluster.name)?.items() ?? []) {
        const where = `ConfigMap ${cluster.systemNamespace}/${found.configMap} on ${cluster.name}`;
        if (found.descriptor) {
          candidates.push({
            cluster: cluster.name,
            from: 'descriptor',
            where,
            createdAt: found.createdAt,
            descriptor: found.descriptor,
            lastRestoreRehearsal: found.lastRestoreRehearsal,
            lastSessionTest: found.lastSessionTest,
          });
        } else {
          refusals.push({
            cluster: cluster.name,
            where,
            problem: found.problem ?? 'cannot be read',
          });
        }
      }
    }
    const decision = decideDeployments(candidates, this.config.clusters);
    this.tellRefusals([...refusals, ...decision.refusals]);
    this.onChange(
      decision.accepted.flatMap(candidate => {
        const cluster = this.config.clusters.find(
          ({ name }) => name === candidate.cluster,
        );
        return cluster ? knownDeployment(candidate, cluster) : [];
      }),
    );
  }

  /** Each refusal once, not with every change around it. */
  private tellRefusals(refusals: Refusal[]): void {
    const told = new Set(this.refusals.map(keyOf));
    refusals
      .filter(refusal => !told.has(keyOf(refusal)))
      .forEach(refusal => this.report(refusal));
    this.refusals = refusals;
  }

  private report({ where, problem }: Refusal): void {
    // The problem may quote what a stranger wrote into the descriptor.
    this.logger.warn(
      `Refused a deployment: ${where} ${clusterText(problem, 500)}`,
    );
  }
}

function keyOf({ where, problem }: Refusal): string {
  return `${where} ${problem}`;
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type {
  ClusterConfig,
  KasmConfig,
  KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { readDescriptors } from '../preflight/claims';
import type { ActionServices } from '../run/ActionServices';
import { audited } from '../run/audited';
import { deadlinesSchema } from '../run/deadlines';
import { notActive } from '../run/notActive';
import { openDeployment } from '../run/openDeployment';
import { Progress } from '../run/progress';
import { reasonOf } from '../run/StepFailure';
import { needsRestart } from './needsRestart';
import { restartComponents } from './restartComponents';
import { SERVE_THE_CERTIFICATE } from './restartInput';
import { certificateIssuedAt, runningContainers } from './servedCertificate';

/** In the audit, where an action has its task. */
const TASK = 'certificate-renewal';

interface Surroundings {
  services: ActionServices;
  config: KasmConfig;
  clients: KubeClients;
  logger: LoggerService;
  signal: AbortSignal;
}

/**
 * Has renewed certificates served where Traefik verifies them (`verifyBackend`): with the old one it
 * would answer 500 from the day that one ends. Only in the hour that a deployment chose for it,
 * because sessions drop. One deployment's trouble is logged and keeps no other from its turn.
 */
export async function restartAfterRenewal(
  surroundings: Surroundings,
): Promise<void> {
  const { services, config, logger, signal } = surroundings;
  const hour = (services.now?.() ?? new Date()).getUTCHours();
  const clusters = config.clusters.filter(
    ({ roles, writer }) => writer && roles.includes('controlPlane'),
  );
  for (const cluster of clusters) {
    try {
      for (const descriptor of await dueIn(surroundings, cluster, hour)) {
        signal.throwIfAborted();
        await restartIfNeeded(surroundings, descriptor).catch(error =>
          logger.warn(
            `Deployment ${cluster.name}/${
              descriptor.spec.name
            } may serve an old certificate, its restart failed: ${reasonOf(
              error,
            )}`,
          ),
        );
      }
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(
        `Restarts after renewal: cluster ${
          cluster.name
        } could not be asked: ${reasonOf(error)}`,
      );
    }
  }
}

/** Deployments of ours that want it, at this hour. */
async function dueIn(
  { clients, signal }: Surroundings,
  cluster: ClusterConfig,
  hour: number,
): Promise<DeploymentDescriptor[]> {
  const descriptors = await readDescriptors({
    client: clients.client(cluster.name),
    cluster,
    signal,
  });
  return descriptors
    .flatMap(parsed => ('descriptor' in parsed ? [parsed.descriptor] : []))
    .filter(
      descriptor =>
        descriptor.spec.cluster === cluster.name &&
        notActive(descriptor) === undefined &&
        descriptor.spec.ingress.verifyBackend &&
        descriptor.spec.ingress.restartHour === hour,
    );
}

async function restartIfNeeded(
  { services, config, clients, logger, signal }: Surroundings,
  { spec }: DeploymentDescriptor,
): Promise<void> {
  const run = openDeployment(
    {
      services,
      config,
      clients,
      progress: new Progress(logger),
      signal,
      dryRun: false,
      task: TASK,
    },
    spec,
    deadlinesSchema.parse(undefined),
  );
  const late = needsRestart(
    await certificateIssuedAt(run),
    await runningContainers(run, SERVE_THE_CERTIFICATE),
  );
  const roles = kasmVersion(spec.kasmVersion).roles.filter(role =>
    late.includes(role),
  );
  if (roles.length === 0) {
    return;
  }
  await audited(
    services,
    {
      action: 'kasm:deployment:restart',
      target: run.names.ref,
      task: TASK,
      dryRun: false,
    },
    async () => {
      logger.info(
        `The certificate of ${
          run.names.ref
        } was renewed: restarting ${roles.join(', ')}`,
      );
      await restartComponents(run, roles, run.now());
      return { components: roles };
    },
  );
}

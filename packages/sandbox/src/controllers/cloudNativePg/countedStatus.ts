import type { StoredObject } from '../../apiserver/ClusterStore';
import { certificateStatus } from './certificates';
import type { Instance } from './facts';
import { imageFacts } from './operandImage';

/** What the real operator leaves out when it is zero or empty. */
const some = <T>(list: T[]) => (list.length > 0 ? list : undefined);

const capacityOf = (volume: StoredObject) => volume.status?.capacity?.storage;
const requestOf = (volume: StoredObject) =>
  volume.spec.resources?.requests?.storage;

/** The part of the status that is counted from the instances. Undefined means: not there. */
export function countedStatus(
  cluster: StoredObject,
  instances: Instance[],
  now: Date,
) {
  const { name } = cluster.metadata;
  const { status } = cluster;
  const names = (wanted: (instance: Instance) => boolean) =>
    some(instances.filter(wanted).map(instance => instance.name));
  const runs = ({ pod }: Instance) => pod?.status?.phase === 'Running';
  const nodes = new Set(
    instances.map(instance => instance.pod?.spec?.nodeName).filter(Boolean),
  );
  const joining = instances.filter(
    ({ initialising, pod }) => initialising && !pod,
  );
  return {
    ...agreed(cluster),
    instances: instances.length || undefined,
    readyInstances: names(({ ready }) => ready)?.length,
    instanceNames: names(() => true),
    instancesStatus: {
      healthy: names(({ ready }) => ready),
      replicating: names(each => !each.ready && runs(each)),
      failed: names(each => !each.ready && !runs(each) && Boolean(each.pod)),
    },
    instancesReportedState: Object.fromEntries(
      instances.filter(runs).map(instance => [
        instance.name,
        {
          isPrimary: instance.name === status?.currentPrimary,
          timeLineID: status?.timelineID ?? 1,
          ip: instance.pod?.status?.podIP,
        },
      ]),
    ),
    pvcCount: instances.length || undefined,
    jobCount: joining.length || undefined,
    healthyPVC: names(each => !each.initialising && Boolean(each.pod)),
    danglingPVC: names(each => !each.initialising && !each.pod),
    initializingPVC: names(each => each.initialising),
    resizingPVC: names(
      ({ volume }) =>
        capacityOf(volume) !== undefined &&
        capacityOf(volume) !== requestOf(volume),
    ),
    topology: {
      instances: Object.fromEntries(
        instances.filter(({ pod }) => pod).map(instance => [instance.name, {}]),
      ),
      nodesUsed: nodes.size || undefined,
      successfullyExtracted: true,
    },
    selector: `cnpg.io/cluster=${name},cnpg.io/podRole=instance`,
    certificates: certificateStatus(cluster, now),
  };
}

/** What is so from the beginning. */
function agreed({ metadata, status }: StoredObject) {
  const { image, pgDataImageInfo, currentPrimary } = status ?? {};
  return {
    readService: `${metadata.name}-r`,
    writeService: `${metadata.name}-rw`,
    availableArchitectures: [
      {
        goArch: 'amd64',
        hash: 'f1d93a5c7a2c8a5a6d3f0b1e9c4d2a7b8e6f5c3d2b1a09f8e7d6c5b4a3928170',
      },
    ],
    cloudNativePGCommitHash: 'f7d6c5b4a',
    cloudNativePGOperatorHash:
      'f1d93a5c7a2c8a5a6d3f0b1e9c4d2a7b8e6f5c3d2b1a09f8e7d6c5b4a3928170',
    configMapResourceVersion: {},
    poolerIntegrations: { pgBouncerIntegration: {} },
    switchReplicaClusterStatus: {},
    pgDataImageInfo:
      pgDataImageInfo ??
      (currentPrimary && image
        ? { image, majorVersion: imageFacts(image).major }
        : undefined),
  };
}

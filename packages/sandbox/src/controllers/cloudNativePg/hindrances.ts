import type { StoredObject } from '../../apiserver/ClusterStore';
import { recordEvent } from '../machinery/recordEvent';
import { clusterCauses } from './admission/clusterRules';
import type { DatabaseWorld } from './DatabaseWorld';
import type { Instance } from './facts';
import { wantedImage } from './operandImage';
import { PHASE, type Phase } from './phases';
import { unknownPlugin } from './plugins';

/** The instance manager's exit code when it finds the disk full. */
export const NO_SPACE = 4;

/** Why the operator does nothing for a Cluster. */
export function hindranceOf(
  { store, clock }: DatabaseWorld,
  cluster: StoredObject,
): Phase | undefined {
  const plugin = unknownPlugin(store, cluster);
  if (plugin) {
    return {
      phase: PHASE.unknownPlugin,
      phaseReason: `Unknown plugin: '${plugin}'. This may be caused by the plugin not being loaded correctly by the operator. Check the operator and plugin logs for errors`,
    };
  }
  const [cause] = clusterCauses(cluster);
  if (cause) {
    return {
      phase: PHASE.invalid,
      phaseReason: `${cause.field}: ${cause.message}`,
    };
  }
  const { refused } = wantedImage(store, cluster);
  if (refused !== undefined) {
    recordEvent(store, clock, cluster, {
      type: 'Warning',
      reason: 'DiscoverImage',
      message: refused,
      source: 'cloudnative-pg',
    });
    return { phase: PHASE.imageCatalog, phaseReason: refused };
  }
  return undefined;
}

/** Whether an instance does not run because its disk is full. */
export function hasNoSpace({ pod, ready }: Instance): boolean {
  const { state, lastState } =
    pod?.status?.containerStatuses?.find(
      (container: { name: string }) => container.name === 'postgres',
    ) ?? {};
  return (
    !ready &&
    [state, lastState].some(each => each?.terminated?.exitCode === NO_SPACE)
  );
}

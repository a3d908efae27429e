import { createClusterStore } from '../../apiserver/createClusterStore';
import { createManualClock } from '../../world/createManualClock';
import type { ProgramChooser } from '../kubelet/ContainerProgram';
import { noPodDisturbances } from '../kubelet/podDisturbances';
import { startKubelet } from '../kubelet/startKubelet';
import { startKubernetes } from '../platform/startKubernetes';
import { noVolumeDisturbances } from '../platform/volumeDisturbances';

/**
 * A cluster without operators, with one node `node-1` and the namespaces `kasm` and `default`, on a clock
 * that moves when told to, for tests.
 *
 * @param choosers - what containers do; they serve when nobody says otherwise
 */
export function createWorkloadWorld(choosers: ProgramChooser[] = []) {
  const clock = createManualClock();
  const store = createClusterStore({ clock });
  const disturbances = noPodDisturbances();
  const volumes = noVolumeDisturbances();
  const addNode = (name: string, more: object = {}) =>
    store.create({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: {
          'kubernetes.io/hostname': name,
          'workload-type': 'general',
        },
      },
      status: { addresses: [{ type: 'InternalIP', address: '10.0.10.1' }] },
      ...more,
    });
  addNode('node-1');
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kasm' },
  });
  const kubelet = startKubelet(
    store,
    clock,
    choosers,
    () => undefined,
    disturbances,
  );
  const kubernetes = startKubernetes({
    store,
    clock,
    kubelet,
    ca: 'ca',
    pods: disturbances,
    volumes,
  });
  return {
    clock,
    store,
    kubelet,
    disturbances,
    volumes,
    addNode,
    pods: () => store.list('pods', { namespace: 'kasm' }),
    /** Reasons and messages of the events about objects of a kind. */
    events: (kind: string) =>
      store
        .list('events', { namespace: 'kasm' })
        .filter(({ involvedObject }) => involvedObject.kind === kind)
        .map(({ reason, message }) => `${reason}: ${message}`),
    stop() {
      kubernetes.stop();
      kubelet.stop();
      clock.stop();
    },
  };
}

/** A template of pods labelled `app: api`. */
export const podTemplate = (image = 'api:1', more: object = {}) => ({
  metadata: { labels: { app: 'api' } },
  spec: { containers: [{ name: 'api', image }], ...more },
});

/** A Deployment `kasm/api` of such pods. */
export const apiDeployment = (spec: object = {}, template: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'kasm' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'api' } },
    template: podTemplate('api:1', template),
    ...spec,
  },
});

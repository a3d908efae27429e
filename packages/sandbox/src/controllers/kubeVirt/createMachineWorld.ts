import { createClusterStore } from '../../apiserver/createClusterStore';
import { createManualClock } from '../../world/createManualClock';
import { startKubelet } from '../kubelet/startKubelet';
import { startKubernetes } from '../platform/startKubernetes';
import { noMachineDisturbances } from './machineDisturbances';
import { machinePrograms } from './machinePrograms';
import { INSTANCES, MACHINES } from './machineResources';
import { startKubeVirt } from './startKubeVirt';

/** A Harvester with two nodes and a machine `agents/agent-1`, on a clock that moves when told to, for tests. */
export function createMachineWorld() {
  const clock = createManualClock();
  const store = createClusterStore({ clock });
  const disturbances = noMachineDisturbances();
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'agents' },
  });
  for (const name of ['hv-1', 'hv-2']) {
    store.create({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    });
  }
  store.create({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: 'longhorn',
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: 'driver.longhorn.io',
    volumeBindingMode: 'Immediate',
  });
  const kubelet = startKubelet(
    store,
    clock,
    [machinePrograms(disturbances)],
    () => undefined,
    disturbances.pods,
  );
  const kubernetes = startKubernetes({
    store,
    clock,
    kubelet,
    ca: 'ca',
    pods: disturbances.pods,
    volumes: disturbances.volumes,
  });
  const machines = startKubeVirt(store, clock, disturbances);
  return {
    clock,
    store,
    kubelet,
    nodes: kubernetes.nodes,
    disturbances,
    machine: () => store.get(MACHINES, 'agents', 'agent-1')!,
    instance: () => store.get(INSTANCES, 'agents', 'agent-1'),
    status: () =>
      store.get(MACHINES, 'agents', 'agent-1')!.status.printableStatus,
    pods: () => store.list('pods', { namespace: 'agents' }),
    create: (
      runStrategy: string,
      more: { annotations?: object; spec?: object; template?: object } = {},
    ) =>
      store.create({
        apiVersion: 'kubevirt.io/v1',
        kind: 'VirtualMachine',
        metadata: {
          name: 'agent-1',
          namespace: 'agents',
          annotations: { ...more.annotations },
        },
        spec: {
          runStrategy,
          ...more.spec,
          template: {
            spec: {
              domain: {
                cpu: { cores: 4 },
                devices: { interfaces: [{ name: 'default', bridge: {} }] },
              },
              ...more.template,
            },
          },
        },
      }),
    setStrategy: (runStrategy: string) =>
      store.update(MACHINES, 'agents', 'agent-1', ({ spec }) => {
        spec.runStrategy = runStrategy;
      }),
    stop() {
      machines.stop();
      kubernetes.stop();
      kubelet.stop();
      clock.stop();
    },
  };
}

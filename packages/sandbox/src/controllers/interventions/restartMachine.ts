import { runStrategy } from '../kubeVirt/runStrategy';
import { INSTANCES, MACHINES } from '../kubeVirt/machineResources';
import type { Controllers } from '../startControllers';
import type { Place } from './Place';

type Clusters = Pick<Controllers, 'harvester'>;

/** Starts a machine that does not run, as an operator would. */
export function startMachine(
  { harvester }: Clusters,
  { namespace, name }: Place,
): void {
  const machine = harvester.get(MACHINES, namespace, name);
  if (machine && runStrategy(machine) === 'Halted') {
    harvester.update(MACHINES, namespace, name, ({ spec }) => {
      delete spec.running;
      spec.runStrategy = 'RerunOnFailure';
    });
  }
  harvester.updateStatus(MACHINES, namespace, name, status => {
    status.stateChangeRequests = [{ action: 'Start' }];
    delete status.startFailure;
  });
}

/** Stops what runs of a machine and starts it again, as `virtctl restart` does. */
export function restartMachine(
  { harvester }: Clusters,
  { namespace, name }: Place,
): void {
  const instance = harvester.get(INSTANCES, namespace, name);
  harvester.updateStatus(MACHINES, namespace, name, status => {
    status.stateChangeRequests = [
      ...(instance ? [{ action: 'Stop', uid: instance.metadata.uid }] : []),
      { action: 'Start' },
    ];
  });
}

import { MACHINES } from '../kubeVirt/machineResources';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { manifestOf } from './removeSecret';
import type { Place } from './Place';

/** How often it is looked whether a machine of the same name is gone. */
const LOOKING_AGAIN = 500;

/**
 * Deletes every machine of a namespace; their disks stay. Healing makes them again.
 *
 * @public
 */
export function removeMachines(
  { harvester, clock }: Controllers,
  namespace: string,
): Heal {
  const machines = harvester
    .list(MACHINES, { namespace })
    .map(({ metadata: { name } }) =>
      manifestOf(harvester, MACHINES, { namespace, name }, 'VirtualMachine'),
    );
  const put = (machine: (typeof machines)[number]) => {
    const there = harvester.get(MACHINES, namespace, machine.metadata.name);
    if (!there) {
      harvester.create(machine as any);
    } else if (there.metadata.deletionTimestamp) {
      clock.after(LOOKING_AGAIN, () => put(machine));
    }
  };
  machines.forEach(({ metadata }) =>
    harvester.delete(MACHINES, namespace, metadata.name),
  );
  return once(() => machines.forEach(put));
}

/** From one machine to the next, and how long each lives. */
const EVERY = 60_000;
const LIVING = 20_000;

/**
 * Machines are made and destroyed in a loop, as by an autoscaler that never sees them register.
 *
 * @public
 */
export function churnMachines(
  { harvester, clock, disturbances }: Controllers,
  place: Place,
): Heal {
  const { namespace } = place;
  const { spec, metadata } = manifestOf(
    harvester,
    MACHINES,
    place,
    'VirtualMachine',
  );
  let count = 0;
  let current: string | undefined;
  const end = () => {
    if (current) {
      harvester.delete(MACHINES, namespace, current);
    }
    current = undefined;
  };
  const cancels: Array<() => void> = [];
  const begin = () => {
    count += 1;
    current = `kasm-autoscale-${count}`;
    // None of them ever joins Kasm, so that none leaves a record there.
    disturbances.kasm.refused.add(`${namespace}/${current}`);
    const template = structuredClone(spec!.template);
    // It begins without a disk of its own, which would outlive it.
    template.spec.volumes = [];
    harvester.create({
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachine',
      metadata: { name: current, namespace, labels: metadata.labels },
      spec: { runStrategy: 'Always', template },
    });
    cancels.splice(
      0,
      cancels.length,
      clock.after(LIVING, end),
      clock.after(EVERY, begin),
    );
  };
  begin();
  return once(() => {
    cancels.forEach(cancel => cancel());
    end();
  });
}

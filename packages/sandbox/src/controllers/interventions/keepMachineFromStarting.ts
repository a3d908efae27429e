import { CLAIMS, MACHINES } from '../kubeVirt/machineResources';
import { claimNames } from '../kubeVirt/machineDisks';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { missing, present, type Place } from './Place';
import { restartMachine, startMachine } from './restartMachine';

const CLAIM_TEMPLATES = 'harvesterhci.io/volumeClaimTemplates';
const QUOTA = 'project-default';
const LAUNCHER = 'kubevirt/virt-launcher';

/**
 * Every node of Harvester is cordoned and a machine is restarted: there is no room for it.
 *
 * @public
 */
export function leaveNoRoom(controllers: Controllers, place: Place): Heal {
  const { harvester } = controllers;
  present(harvester, MACHINES, place, 'VirtualMachine');
  const open = harvester
    .list('nodes')
    .filter(({ spec }) => !spec?.unschedulable)
    .map(({ metadata }) => metadata.name);
  open.forEach(name =>
    harvester.update('nodes', undefined, name, copy => {
      copy.spec = { ...copy.spec, unschedulable: true };
    }),
  );
  restartMachine(controllers, place);
  return once(() =>
    open.forEach(name =>
      harvester.update('nodes', undefined, name, ({ spec }) => {
        delete spec.unschedulable;
      }),
    ),
  );
}

/**
 * The agents' namespace gets a quota that is too small for a machine that is restarted: Harvester halts
 * it and says so in an annotation.
 *
 * @public
 */
export function leaveNoQuota(controllers: Controllers, place: Place): Heal {
  const { harvester } = controllers;
  const { namespace, name } = place;
  const machine = present(harvester, MACHINES, place, 'VirtualMachine');
  const { runStrategy, running } = machine.spec;
  harvester.delete('resourcequotas', namespace, QUOTA);
  harvester.create({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: QUOTA, namespace },
    spec: { hard: { 'limits.cpu': '1', 'limits.memory': '1Gi' } },
  });
  restartMachine(controllers, place);
  return once(() => {
    harvester.delete('resourcequotas', namespace, QUOTA);
    harvester.update(MACHINES, namespace, name, ({ spec }) => {
      Object.assign(spec, { runStrategy, running });
    });
    startMachine(controllers, place);
  });
}

/**
 * The image that machines run in cannot be pulled on the node of one that is restarted.
 *
 * @public
 */
export function refuseLauncherPulls(
  controllers: Controllers,
  place: Place,
): Heal {
  const { harvester, disturbances, harvesterKubelet } = controllers;
  const { images } = disturbances.machines.pods;
  present(harvester, MACHINES, place, 'VirtualMachine');
  images.set(LAUNCHER, 'unreachable');
  restartMachine(controllers, place);
  return once(() => {
    images.delete(LAUNCHER);
    harvester
      .list('pods', { namespace: place.namespace })
      .forEach(({ metadata }) =>
        harvesterKubelet.recheck(place.namespace, metadata.name),
      );
  });
}

/**
 * The disk of a machine is deleted, and Harvester is not told to make another; the machine is restarted.
 *
 * @public
 */
export function removeDisk(controllers: Controllers, place: Place): Heal {
  const { harvester } = controllers;
  const { namespace, name } = place;
  const machine = present(harvester, MACHINES, place, 'VirtualMachine');
  const [claim] = claimNames(machine.spec.template?.spec);
  const templates = machine.metadata.annotations?.[CLAIM_TEMPLATES];
  if (!claim || !templates) {
    missing('disk of VirtualMachine', place);
  }
  const annotate = (text: string) =>
    harvester.update(MACHINES, namespace, name, ({ metadata }) => {
      metadata.annotations = {
        ...metadata.annotations,
        [CLAIM_TEMPLATES]: text,
      };
    });
  annotate('[]');
  harvester.delete(CLAIMS, namespace, claim);
  restartMachine(controllers, place);
  return once(() => annotate(templates!));
}

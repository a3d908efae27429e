import { redactLine } from '@kasm-portal/backstage-plugin-kasm-node';
import type { VirtualMachine } from './poolMachines';

/** States of KubeVirt that hardly cure themselves. */
const TROUBLED = new Set([
  'CrashLoopBackOff',
  'ErrorUnschedulable',
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrorPvcNotFound',
  'DataVolumeError',
]);

const QUOTA = 'harvesterhci.io/insufficient-resource-quota';

/** What keeps a VM from running, in one sentence without a full stop; undefined when it is on its way. */
export function machineTrouble(machine: VirtualMachine): string | undefined {
  const { name, annotations = {} } = machine.metadata;
  const { printableStatus = '', conditions = [] } = machine.status ?? {};
  if (annotations[QUOTA] !== undefined) {
    return `${name} was halted by Harvester, the namespace's quota has no room: ${
      redactLine(annotations[QUOTA], 200) ?? 'no reason given'
    }`;
  }
  if (!TROUBLED.has(printableStatus)) {
    return undefined;
  }
  const why = conditions
    .filter(({ status }) => status === 'False')
    .map(({ message }) => redactLine(message ?? '', 200))
    .find(message => message !== undefined);
  return `${name} does not start (${printableStatus})${why ? `: ${why}` : ''}`;
}

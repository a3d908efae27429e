import type { ProgramChooser } from '../kubelet/ContainerProgram';
import type { MachineDisturbances } from './machineDisturbances';

/** From the start of the pod to the domain being there. */
const DEFINING = 300;
/** How long a guest that is made to fail lasts. */
const UNTIL_END = 200;

/** What the pods of virtual machines do: run as long as their guest does. */
export const machinePrograms =
  ({ guests }: Pick<MachineDisturbances, 'guests'>): ProgramChooser =>
  ({ metadata }) => {
    const { labels = {}, namespace } = metadata;
    if (labels['kubevirt.io'] !== 'virt-launcher') {
      return undefined;
    }
    const trouble = guests.get(`${namespace}/${labels['vm.kubevirt.io/name']}`);
    return trouble
      ? {
          does: 'end',
          after: UNTIL_END,
          result: () => ({ exitCode: trouble === 'crashes' ? 1 : 0 }),
        }
      : { does: 'serve', readyAfter: DEFINING };
  };

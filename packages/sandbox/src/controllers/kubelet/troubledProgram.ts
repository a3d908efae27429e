import { crashKey } from '../Disturbances';
import type { ProgramChooser } from './ContainerProgram';
import type { PodDisturbances } from './podDisturbances';

/** How long a container runs until its memory is all. */
const UNTIL_FULL = 300;
const KILLED = 137;

/** What containers do whose component wants more memory than it may have: the kernel ends them. */
export const troubledProgram =
  ({ starving }: PodDisturbances): ProgramChooser =>
  (pod, _container, isInit) =>
    !isInit && starving.has(crashKey(pod))
      ? {
          does: 'end',
          after: UNTIL_FULL,
          result: () => ({ exitCode: KILLED, reason: 'OOMKilled' }),
        }
      : undefined;

import type { FaultRegistry } from '../faults/FaultRegistry';
import type { SandboxTime } from '../Sandbox';
import type { DayPlayer } from './DayPlayer';
import { readDuration } from './readDuration';

/** What the control port controls. */
export interface Controlled {
  faults: FaultRegistry;
  clock: SandboxTime;
  day: DayPlayer;
  /** The portal's names of the deployments that a fault can hit. */
  deployments(): string[];
}

/** One thing that can be asked for. */
export interface Route {
  method: 'GET' | 'POST';
  /** As people read it; `<…>` stands for one part of the path. */
  path: string;
  /** Throws RangeError for what makes no sense, Error for what cannot be done now. */
  answer(
    controlled: Controlled,
    asked: { part: string; query: (name: string) => string | undefined },
  ): unknown;
}

/** Fast enough for a day in a second. */
const FASTEST = 100_000;

const time = ({ clock }: Controlled) => ({
  now: new Date().toISOString(),
  speed: clock.speed,
});

/** Everything that the control port does. */
export const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/faults',
    answer: ({ faults }) => faults.list(),
  },
  {
    method: 'POST',
    path: '/faults/<id>/inject',
    answer: ({ faults }, { part, query }) =>
      faults.inject(part, query('target')),
  },
  {
    method: 'POST',
    path: '/faults/<id>/heal',
    answer: ({ faults }, { part }) => faults.heal(part)[0],
  },
  { method: 'POST', path: '/heal', answer: ({ faults }) => faults.heal() },
  {
    method: 'GET',
    path: '/deployments',
    answer: ({ deployments }) => deployments(),
  },
  { method: 'GET', path: '/day', answer: ({ day }) => day.now() },
  {
    method: 'POST',
    path: '/day/start',
    answer: ({ day }, { query }) =>
      day.start({ seconds: query('seconds'), deployment: query('target') }),
  },
  { method: 'POST', path: '/day/stop', answer: ({ day }) => day.stop() },
  { method: 'GET', path: '/clock', answer: time },
  {
    method: 'POST',
    path: '/clock/speed',
    answer: (controlled, { query }) => {
      const factor = Number(query('factor') ?? NaN);
      if (!(factor >= 0 && factor <= FASTEST)) {
        throw new RangeError(`factor must be a number from 0 to ${FASTEST}`);
      }
      controlled.clock.setSpeed(factor);
      return time(controlled);
    },
  },
  {
    method: 'POST',
    path: '/clock/advance',
    answer: async (controlled, { query }) => {
      await controlled.clock.advance(readDuration(query('by') ?? ''));
      return time(controlled);
    },
  },
];

import { BEGINS, MINUTES } from './hours';
import { createRandom } from './random';

/** Somebody who works for a while. Minutes since the day's beginning. */
export interface Visit {
  arrives: number;
  leaves: number;
  /** Which of the people, and which of the workspaces; whole numbers from 0. */
  person: number;
  workspace: number;
}

/** How much of the room an office needs by the hour: full at 9 and at 14, some at lunch, few at night. */
const OFFICE: ReadonlyArray<[hour: number, part: number]> = [
  [0, 0.1],
  [6, 0.1],
  [7, 0.3],
  [8, 0.75],
  [9, 1],
  [11, 0.9],
  [12.5, 0.6],
  [14, 1],
  [16, 0.85],
  [17.5, 0.45],
  [19, 0.2],
  [21, 0.1],
  [24, 0.1],
];
const STEP = 10;
const PEOPLE = 1000;

/** The part of the room that is needed at an hour of the day. */
export function needed(hour: number): number {
  const after = OFFICE.findIndex(([each]) => each >= hour);
  const [to, high] = OFFICE[after];
  if (after === 0 || to === hour) return high;
  const [from, low] = OFFICE[after - 1];
  return low + ((high - low) * (hour - from)) / (to - from);
}

/** Who comes and goes in a day, in the order of their arrival; the same for the same seed. */
export function planVisits(options: { seats: number; seed: number }): Visit[] {
  const random = createRandom(options.seed);
  const whole = (below: number) => Math.floor(random() * below);
  const visits: Visit[] = [];
  const present: Visit[] = [];
  for (let minute = 0; minute < MINUTES; minute += STEP) {
    const hour = (BEGINS + minute / 60) % 24;
    const wanted = Math.round(options.seats * needed(hour));
    while (present.length > wanted) {
      const [gone] = present.splice(whole(present.length), 1);
      gone.leaves = minute + whole(STEP);
    }
    while (present.length < wanted) {
      const visit: Visit = {
        arrives: minute + whole(STEP),
        leaves: MINUTES,
        person: whole(PEOPLE),
        workspace: whole(PEOPLE),
      };
      visits.push(visit);
      present.push(visit);
    }
  }
  return visits.sort((a, b) => a.arrives - b.arrives);
}

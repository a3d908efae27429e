import type { KasmSession } from '../controllers/kasmApp/KasmData';
import { elapsed } from '../controllers/kasmApp/heartbeat';
import { KasmRefusal } from '../controllers/kasmApp/KasmInstallation';
import type { Controllers } from '../controllers/startControllers';
import { installationOf } from '../faults/installation';
import { createChores } from './chores';
import type { Day, DayOptions } from './Day';
import { MINUTES, timeOfDay } from './hours';
import { planVisits, type Visit } from './planVisits';

const DEFAULT_SECONDS = 60;
/** Two seats stay free at the peak. */
const SPARE_SEATS = 2;
/** Sessions start within so many minutes of the day. */
const STARTING_MINUTES = 10;
const STARTING_SECONDS = 7;

/**
 * Plays 24 hours of an office on a deployment, from six to six: people come and go with peaks at nine and
 * two o'clock, the database changes its primary, an agent is drained and stopped in the evening and comes
 * back, the certificate is renewed and what serves it restarted, the nightly backup is taken. Throws one
 * sentence when the deployment or its Kasm is not there. Timestamps stay those of the clock: only what
 * happens is quicker.
 */
export function playDay(
  controllers: Controllers,
  options: DayOptions = {},
): Day {
  const { seconds = DEFAULT_SECONDS, seed = 1, deployment } = options;
  if (!(seconds > 0 && Number.isFinite(seconds))) {
    throw new RangeError('A day must last more than 0 seconds.');
  }
  const { clock, kasms } = controllers;
  const installation = installationOf(controllers, deployment);
  const place = installation.release();
  const kasm = kasms.at(place);
  if (!kasm) {
    throw new Error(
      `Kasm ${place.namespace}/${place.release} in the sandbox does not run, or not with its database.`,
    );
  }
  const minute = (seconds * 1000 * (clock.speed || 1)) / MINUTES;
  const haste = Math.max(
    1,
    (STARTING_SECONDS * MINUTES) / (STARTING_MINUTES * seconds),
  );
  const began = clock.now().getTime();
  const { chores, undo } = createChores(controllers, installation);
  const inside = new Map<Visit, KasmSession>();
  let latest = 'The day begins';
  let over = false;
  let finish = () => {};
  const finished = new Promise<void>(resolve => {
    finish = resolve;
  });

  function arrive(visit: Visit) {
    const now = kasms.at(place);
    if (!now) return;
    const { users, images } = now.data;
    const offered = images.filter(({ enabled }) => enabled);
    if (offered.length === 0) return;
    const session = now.request({
      userId: users[visit.person % users.length].id,
      imageId: offered[visit.workspace % offered.length].id,
      inUse: true,
      haste,
    });
    inside.set(visit, session);
  }

  function go(visit: Visit) {
    const session = inside.get(visit);
    inside.delete(visit);
    // People leave whether or not Kasm's database answers just then.
    if (session) (kasms.at(place) ?? kasm!).destroy(session);
  }

  function attempt(run: () => void) {
    try {
      run();
    } catch (error) {
      // Somebody found no room, or a part is away just now: the day goes on.
      if (!(error instanceof Error)) throw error;
      if (!(error instanceof KasmRefusal)) latest = error.message;
    }
  }

  const visits = planVisits({
    seats: Math.max(0, kasm.slots() - SPARE_SEATS),
    seed,
  });
  const cancels = [
    ...visits.flatMap(visit => [
      { minute: visit.arrives, run: () => arrive(visit) },
      { minute: visit.leaves, run: () => go(visit) },
    ]),
    ...chores.map(({ minute: when, what, run }) => ({
      minute: when,
      run: () => {
        latest = `${timeOfDay(when)} ${what}`;
        run();
      },
    })),
  ].map(({ minute: when, run }) =>
    clock.after(when * minute, () => attempt(run)),
  );
  cancels.push(clock.after(MINUTES * minute, stop));

  function stop() {
    if (over) return;
    over = true;
    cancels.forEach(cancel => cancel());
    [...inside.keys()].forEach(visit => attempt(() => go(visit)));
    attempt(undo);
    finish();
  }

  return {
    progress() {
      const passed = Math.min(MINUTES, elapsed(clock, began) / minute);
      return {
        time: timeOfDay(over ? 0 : passed),
        fraction: over ? 1 : passed / MINUTES,
        sessions: kasms.at(place)?.data.sessions.length ?? 0,
        latest,
        over,
      };
    },
    stop,
    finished,
  };
}

import type { Observation } from '../observation/Observation';
import {
  ago,
  healthyObservation,
  NOW,
} from '../evaluate/__fixtures__/healthyObservation';
import { primarysLog } from './primarysLog';

/** The API is not ready since so many seconds. */
function waiting(
  seconds: number,
  change: (observation: Observation) => void = () => {},
): Observation {
  const observation = healthyObservation();
  const api = observation.controlPlane.facts!.pods.find(
    ({ component }) => component === 'api',
  )!;
  Object.assign(api, { ready: false, readySince: ago(seconds) });
  change(observation);
  return observation;
}
const inSeconds = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

describe('the log of the primary', () => {
  it('is not read while everybody who needs it is served', () => {
    expect(primarysLog(healthyObservation(), NOW)).toEqual({});
  });

  it('is not read at once, and the moment is named', () => {
    expect(primarysLog(waiting(5), NOW)).toEqual({ next: inSeconds(15) });
  });

  it('is read once in two minutes while the API waits', () => {
    const { subject, next } = primarysLog(waiting(30), NOW);

    expect(subject).toMatchObject({
      component: 'database',
      namespace: 'database',
      pod: { name: 'kasm-pg-1' },
      also: { container: 'postgres', turn: 0 },
    });
    expect(next).toEqual(inSeconds(110));
    expect(primarysLog(waiting(150), NOW).subject?.also?.turn).toBe(1);
  });

  it.each([
    ['there is no primary', { currentPrimary: undefined }],
    ['the database was stopped on purpose', { hibernated: true }],
  ])('is not read when %s', (_, facts) => {
    expect(
      primarysLog(
        waiting(60, ({ database }) => Object.assign(database.facts!, facts)),
        NOW,
      ),
    ).toEqual({});
  });

  it('is not read for a pod that is done or goes', () => {
    const gone = waiting(60, ({ controlPlane }) =>
      controlPlane.facts!.pods.forEach(one => {
        one.phase = 'Failed';
      }),
    );
    expect(primarysLog(gone, NOW)).toEqual({});
  });
});

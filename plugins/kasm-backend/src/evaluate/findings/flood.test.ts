import { healthyObservation, NOW } from '../__fixtures__/healthyObservation';
import { evaluate } from '../evaluate';

/** More than anybody reads; a document with all of them would be megabytes. */
const MOST = 50;

describe('a flood of troubles', () => {
  it('tells the first of them, those of the platform before those of its pods', () => {
    const observation = healthyObservation();
    const facts = observation.database.facts!;
    const [pod] = facts.pods;
    facts.pods = Array.from({ length: 900 }, (_, index) => ({
      ...pod,
      name: `database-${index + 1}`,
      ready: false,
      phase: 'Pending',
      containers: [],
      unschedulable: {
        reason: 'Unschedulable',
        message: '0/3 nodes are available.',
        since: '2026-01-01T00:00:00Z',
      },
    }));
    facts.ready = 0;
    observation.certificate.state = 'forbidden';
    observation.certificate.reason = 'May not list certificates';

    const { findings } = evaluate(observation, NOW);

    expect(findings).toHaveLength(MOST);
    expect(findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['source-blind', 'pod-unschedulable']),
    );
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { judged } from '../evaluate/__fixtures__/judge';
import { TROUBLE } from '../evaluate/__fixtures__/trouble';
import type { KnownDeployment } from '../descriptors/KnownDeployment';
import { TransitionEvents } from './TransitionEvents';

const healthy = judged(() => {});
const down = judged(TROUBLE['database-down']);
/** As a portal judges that has only begun to look. */
const blind: StatusDocument = {
  ...healthy,
  health: 'unknown',
  findings: [],
  sources: { ...healthy.sources, database: { state: 'unreachable' } },
};
const deployment = { ref: 'rke2/workspaces' } as KnownDeployment;

/** What is published while one judgement follows the other. */
function portal() {
  const published: unknown[] = [];
  const clock = { now: 0 };
  const events = new TransitionEvents({
    events: mockServices.events.mock({
      publish: async event => void published.push(event),
    }),
    logger: mockServices.logger.mock(),
    now: () => clock.now,
  });
  let last: StatusDocument | undefined;
  return {
    clock,
    published,
    judge(after: StatusDocument) {
      events.changed({ deployment, before: last, after });
      last = after;
    },
  };
}

describe('TransitionEvents', () => {
  it('says which deployment and which revision, and nothing else', () => {
    const { judge, published } = portal();
    judge(healthy);
    judge(down);

    expect(published).toEqual([
      {
        topic: 'kasm.transitions',
        eventPayload: { ref: 'rke2/workspaces', revision: down.revision },
      },
    ]);
  });

  it('says nothing of a revision in which nothing that matters is otherwise', () => {
    const { judge, published } = portal();
    judge(healthy);
    judge({ ...healthy, revision: 'another' });

    expect(published).toEqual([]);
  });

  it('says nothing of a start: what it comes to see was so before', () => {
    const { judge, published } = portal();
    judge(blind);
    judge({ ...blind, health: 'progressing' });
    judge(down);
    expect(published).toEqual([]);

    judge(healthy);
    expect(published).toHaveLength(1);
  });

  it('tells of a cluster that comes back after it could not be seen for long', () => {
    const { judge, published, clock } = portal();
    judge(blind);
    clock.now = 60_000;
    judge(down);

    expect(published).toHaveLength(1);
  });
});

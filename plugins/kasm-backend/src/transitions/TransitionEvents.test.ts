import { mockServices } from '@backstage/backend-test-utils';
import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { judged } from '../evaluate/__fixtures__/judge';
import { TROUBLE } from '../evaluate/__fixtures__/trouble';
import type { KnownDeployment } from '../descriptors/KnownDeployment';
import { TransitionEvents } from './TransitionEvents';

const healthy = judged(() => {});
const down = judged(TROUBLE['database-down']);
const deployment = { ref: 'rke2/kasm' } as KnownDeployment;

function told(before: StatusDocument | undefined, after: StatusDocument) {
  const publish = jest.fn(async () => {});
  new TransitionEvents({
    events: mockServices.events.mock({ publish }),
    logger: mockServices.logger.mock(),
  }).changed({ deployment, before, after });
  return publish.mock.calls.flat();
}

describe('TransitionEvents', () => {
  it('says which deployment and which revision, and nothing else', () => {
    expect(told(healthy, down)).toEqual([
      {
        topic: 'kasm.transitions',
        eventPayload: { ref: 'rke2/kasm', revision: down.revision },
      },
    ]);
  });

  it('says nothing of a revision in which nothing that matters is otherwise', () => {
    expect(told(healthy, { ...healthy, revision: 'another' })).toEqual([]);
  });

  it('says nothing of the first judgement', () => {
    expect(told(undefined, down)).toEqual([]);
  });
});

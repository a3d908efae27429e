import { mockServices } from '@backstage/backend-test-utils';
import type {
  SourceState,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { KnownDeployment } from '../descriptors/KnownDeployment';
import { judged } from '../evaluate/__fixtures__/judge';
import { KeyRefusals } from './KeyRefusals';

const deployment = { ref: 'rke2/kasm' } as KnownDeployment;
const status = judged(() => {});

describe('KeyRefusals', () => {
  it('keeps each beginning of a refusal once, with Kasm’s deployment and the reason', async () => {
    const auditor = mockServices.auditor.mock();
    const fail = jest.fn();
    auditor.createEvent.mockResolvedValue({ success: jest.fn(), fail });
    const listener = new KeyRefusals({
      auditor,
      logger: mockServices.logger.mock(),
    });
    const see = (state: SourceState, reason?: string) => {
      const after: StatusDocument = {
        ...status,
        sources: { kasmApi: { state, reason } },
      };
      listener.changed({ deployment, after });
    };

    see('ok');
    see('unauthenticated', 'The key is not accepted.');
    see('unauthenticated', 'The key is not accepted, still.');
    see('unreachable');
    see('forbidden', 'The key lacks a permission.');
    await new Promise(resolve => setImmediate(resolve));

    expect(auditor.createEvent.mock.calls).toEqual([
      [
        {
          eventId: 'kasm-api-key',
          severityLevel: 'high',
          meta: { deployment: 'rke2/kasm' },
        },
      ],
      [expect.objectContaining({ eventId: 'kasm-api-key' })],
    ]);
    expect(fail.mock.calls.map(([{ error }]) => error.message)).toEqual([
      'The key is not accepted.',
      'The key lacks a permission.',
    ]);
  });
});

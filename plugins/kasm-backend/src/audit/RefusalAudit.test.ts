import { mockServices } from '@backstage/backend-test-utils';
import { RefusalAudit, type Refusal } from './RefusalAudit';

const refusal: Refusal = {
  eventId: 'deployment-read',
  caller: 'user:default/stranger',
  meta: { deployment: 'rke2/kasm' },
  error: new Error('not for you'),
};

describe('RefusalAudit', () => {
  it('keeps who was refused what, once a minute', async () => {
    let now = 0;
    const auditor = mockServices.auditor.mock();
    const fail = jest.fn();
    auditor.createEvent.mockResolvedValue({ success: jest.fn(), fail });
    const audit = new RefusalAudit(auditor, () => now);

    await audit.keep(refusal);
    now = 59_000;
    await audit.keep(refusal);
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'deployment-read',
      severityLevel: 'medium',
      meta: { caller: 'user:default/stranger', deployment: 'rke2/kasm' },
    });
    expect(fail).toHaveBeenCalledWith({ error: refusal.error });

    await audit.keep({ ...refusal, caller: 'user:default/other' });
    await audit.keep({ ...refusal, meta: { deployment: 'rke2/b' } });
    now = 61_000;
    await audit.keep(refusal);
    expect(auditor.createEvent).toHaveBeenCalledTimes(4);
  });
});

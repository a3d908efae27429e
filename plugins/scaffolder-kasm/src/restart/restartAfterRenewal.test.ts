import { mockServices } from '@backstage/backend-test-utils';
import { DESCRIPTOR_KEY } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { catalogWith } from '../__testUtils__/runAction';
import { seededTarget, type SeededTarget } from '../__testUtils__/seededTarget';
import { restartAfterRenewal } from './restartAfterRenewal';

describe('the restart after a renewal', () => {
  jest.setTimeout(60_000);
  let target: SeededTarget;

  beforeAll(async () => {
    target = await seededTarget();
    target.sandbox.inject('certificate-not-reloaded');
  });
  afterAll(async () => {
    await target?.stop();
  });

  async function chosen(ingress: object) {
    const map = await target.admin.get<any>(
      resources.configMaps,
      'workspaces-descriptor',
      { namespace: 'kasm-portal' },
    );
    const descriptor = JSON.parse(map.data[DESCRIPTOR_KEY]);
    Object.assign(descriptor.spec.ingress, ingress);
    await target.admin.mergePatch(
      resources.configMaps,
      'workspaces-descriptor',
      { data: { [DESCRIPTOR_KEY]: JSON.stringify(descriptor) } },
      { namespace: 'kasm-portal' },
    );
  }

  async function pods(): Promise<string[]> {
    const { items } = await target.admin.list(resources.pods, {
      namespace: 'kasm',
      labelSelector: 'app.kubernetes.io/instance=kasm',
    });
    return items
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(({ metadata }) => metadata.name)
      .sort();
  }

  /** Lines of the portal's log, and what was audited. */
  async function look(hour: number) {
    const log: string[] = [];
    const write = (line: string) => void log.push(line);
    const audits: any[] = [];
    const now = new Date();
    now.setUTCHours(hour);
    await restartAfterRenewal({
      services: {
        config: target.config,
        clients: target.clients,
        auth: mockServices.auth(),
        auditor: mockServices.auditor.mock({
          createEvent: async event => {
            audits.push(event);
            return {
              success: async () => void audits.push('success'),
              fail: async () => void audits.push('fail'),
            };
          },
        }),
        catalog: catalogWith(true),
        permissions: mockServices.permissions.mock(),
        pollInterval: 20,
        now: () => now,
      },
      config: target.config,
      clients: target.clients,
      logger: mockServices.logger.mock({ info: write, warn: write }),
      signal: new AbortController().signal,
    });
    return { log: log.join('\n'), audits };
  }

  it('leaves those alone that did not ask for it, or for another hour', async () => {
    const before = await pods();
    await look(3);
    await chosen({ verifyBackend: true, restartHour: 4 });
    const { audits } = await look(3);
    expect(audits).toEqual([]);
    expect(await pods()).toEqual(before);
  });

  it('restarts what serves the old certificate, once, and keeps a record', async () => {
    const before = await pods();
    await chosen({ verifyBackend: true, restartHour: 4 });
    const { log, audits } = await look(4);
    expect(log).toContain('The certificate of rke2/workspaces was renewed');
    expect(log).toContain('proxy: runs again');
    expect(audits).toEqual([
      expect.objectContaining({
        eventId: 'kasm-deployment-restart',
        severityLevel: 'high',
        meta: expect.objectContaining({ target: 'rke2/workspaces' }),
      }),
      'success',
    ]);
    const after = await pods();
    const gone = before.filter(name => !after.includes(name));
    expect(gone.every(name => /proxy|rdp-/.test(name))).toBe(true);
    expect(gone).toHaveLength(3);

    expect((await look(4)).audits).toEqual([]);
    expect(await pods()).toEqual(after);
  });

  it('says so when the cluster cannot be asked, and fails nobody', async () => {
    target.sandbox.inject('rke2-api-forbidden');
    try {
      expect((await look(4)).log).toContain(
        'Restarts after renewal: cluster rke2 could not be asked',
      );
    } finally {
      target.sandbox.heal('rke2-api-forbidden');
    }
  });
});

import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  allowAll,
  eventually,
  startPortal,
  type Portal,
} from './__testUtils__/startPortal';

jest.setTimeout(60_000);

const PATH = '/v1/deployments/rke2/workspaces';
const PERSON = /@example\.com/;

let sandbox: Sandbox;
let portal: Portal;

beforeAll(async () => {
  sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    speed: 20,
  });
  portal = await startPortal({ sandbox });
  await eventually(
    () => portal.get(PATH),
    ({ body }) => body.sources?.kasmApi?.state === 'ok',
    30_000,
  );
});
afterEach(() => {
  portal.audit.splice(0);
  portal.decide = allowAll;
  sandbox.heal();
});
afterAll(async () => {
  await portal?.stop();
  await sandbox?.stop();
});

/** What the audit log has of reads of sessions. */
const readings = () =>
  portal.audit
    .filter(({ eventId }) => eventId === 'sessions-read')
    .map(({ status }) => status);

/** Denies one permission. */
const deny = (name: string) => {
  portal.decide = async permissions =>
    permissions.map(({ permission }) => ({
      result:
        permission.name === name ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
    }));
};

describe('sessions of a deployment', () => {
  it('are counted in the document, without anybody’s name', async () => {
    const { body, text } = await portal.get(PATH);

    expect(body.sessions).toEqual({
      now: 3,
      asOf: body.sources.kasmApi.seen,
    });
    expect(text).not.toMatch(PERSON);
  });

  it('are listed with who uses them for whoever may see that, which is kept in the audit log', async () => {
    const { body, headers } = await portal.get(`${PATH}/sessions`);

    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({ details: true, asOf: expect.any(String) });
    expect(body.items).toHaveLength(3);
    expect(body.items[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      status: 'running',
      agent: expect.stringMatching(/^10\./),
      workspace: expect.any(String),
      zone: 'default',
      createdAt: expect.stringMatching(/Z$/),
      user: expect.stringMatching(PERSON),
    });
    expect(readings()).toEqual(['succeeded']);
  });

  it('are listed without people for everybody else', async () => {
    deny('kasm.sessions.details');

    const { body, text } = await portal.get(`${PATH}/sessions`);

    expect(readings()).toEqual([]);
    expect(body.details).toBe(false);
    expect(body.items).toHaveLength(3);
    expect(text).not.toMatch(PERSON);
    expect(Object.keys(body.items[0])).not.toContain('user');
  });

  it('are refused as what is not there is', async () => {
    deny('kasm.deployment.read');
    const refused = await portal.get(`${PATH}/sessions`);
    portal.decide = allowAll;
    const unknown = await portal.get('/v1/deployments/rke2/nothing/sessions');

    const said = ({ status, body }: typeof refused) => [status, body.error];
    expect(readings()).toEqual(['failed', 'failed']);
    expect(refused.status).toBe(404);
    expect(said(refused)).toEqual(said(unknown));
  });

  it.each([`${PATH}/sessions?details=true`, '/v1/deployments/RKE2/x/sessions'])(
    'refuses %s',
    async path => {
      expect((await portal.get(path)).status).toBe(400);
    },
  );

  it('cost Kasm no call, and say why they are old', async () => {
    sandbox.inject('source-blind.kasm-api');

    const { body } = await eventually(
      () => portal.get(`${PATH}/sessions`),
      answer => answer.body.reason !== undefined,
      20_000,
    );

    expect(body.reason).toContain('Sessions View');
    const { body: status } = await eventually(
      () => portal.get(PATH),
      answer =>
        answer.body.findings.some(
          ({ id, subject }: { id: string; subject?: string }) =>
            id === 'source-blind' && subject === 'kasmApi',
        ),
    );
    expect(status.health).toBe('healthy');
    expect(status.sources.kasmApi).toMatchObject({
      state: 'forbidden',
      optional: true,
    });
  });
});

import { opensDesktopOf } from '../../controllers/kasmApp/opensDesktop';
import { SEEDED } from '../../world/SeededDeployment';
import { useManualWorld } from '../../world/useManualWorld';
import { answer } from '../answer';
import { developerApi, type ApiRequest } from './developerApi';

const PLACE = { namespace: SEEDED.namespace, release: SEEDED.release };
const READER = { api_key: 'sandbox-key', api_key_secret: 'sandbox-key-secret' };
const ADMIN = {
  api_key: 'sandbox-admin-key',
  api_key_secret: 'sandbox-admin-key-secret',
};
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the developer API', () => {
  const world = useManualWorld({ seeded: true });
  const send = (request: Partial<ApiRequest>) => {
    const reply = developerApi(
      { method: 'POST', path: '', body: '', ...request },
      world.controllers.kasms.at(PLACE),
      world.clock.now(),
    );
    return (
      reply && {
        ...reply,
        body:
          reply.type === 'application/json'
            ? JSON.parse(reply.body)
            : reply.body,
      }
    );
  };
  const call = (name: string, asked: object = {}, key: object = ADMIN) =>
    send({
      path: `/api/public/${name}`,
      body: JSON.stringify({ ...key, ...asked }),
    });

  it('tells a reader what there is, with what a client must not pass on', () => {
    expect(call('get_zones', {}, READER)!.body.zones).toEqual([
      expect.objectContaining({
        zone_name: 'default',
        upstream_auth_address: 'kasm.sandbox.localhost',
        proxy_port: 443,
      }),
    ]);
    expect(call('get_zones', { brief: true }, READER)!.body.zones).toEqual([
      { zone_id: expect.stringMatching(/-/), zone_name: 'default' },
    ]);
    const { images } = call('get_images', {}, READER)!.body;
    expect(
      images.map((each: any) => [
        each.friendly_name,
        each.enabled,
        each.available,
      ]),
    ).toEqual([
      ['Ubuntu Jammy', true, true],
      ['Chrome', true, true],
      ['Firefox', false, false],
    ]);
    expect(images[0]).toMatchObject({
      docker_token: 'sandbox-pull-token',
      zone_id: null,
    });
    const { kasms, current_time: now } = call('get_kasms', {}, READER)!.body;
    expect(now).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?$/);
    expect(Date.parse(`${now.replace(' ', 'T')}Z`)).toBe(
      world.clock.now().getTime(),
    );
    expect(kasms).toHaveLength(3);
    expect(kasms[0]).toMatchObject({
      kasm_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      operational_status: 'running',
      token: expect.any(String),
      view_only_token: expect.any(String),
      server: { hostname: expect.stringMatching(/^10\.0\.20\.1[12]$/) },
      user: { username: 'amara.osei@example.com' },
    });
    expect(call('get_licenses', {}, READER)!.body).toEqual({ licenses: [] });
    expect(call('get_autoscale_configs', {}, READER)!.body).toEqual({
      autoscale_configs: [],
    });
  });

  it('lists agents on either path, as servers and in the report', () => {
    const admin = send({
      path: '/api/admin/get_agents',
      body: JSON.stringify(READER),
    })!;
    const { agents } = call('get_agents', {}, READER)!.body;
    expect(admin.body.agents).toEqual(agents);
    expect(agents[0]).toMatchObject({
      hostname: '10.0.20.11',
      status: 'running',
      enabled: true,
      cores: 8,
      memory: 16 * 1024 ** 3,
      last_reported: expect.stringMatching(
        /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?$/,
      ),
    });
    expect(call('get_servers', {}, READER)!.body.servers[0]).toMatchObject({
      server_id: agents[0].server_id,
      server_type: 'host',
      enabled: true,
    });
    const [report] = call('get_agent_report', {}, READER)!.body.agents;
    expect(report).toMatchObject({ name: '10.0.20.11', health: 'healthy' });
    expect(report.disk_space_free / report.disk_space).toBeGreaterThan(0.5);
  });

  it('lets nobody do what his key may not', () => {
    const unauthorized = {
      status: 403,
      body: { error_message: 'Unauthorized' },
    };
    expect(call('get_zones', {}, {})).toMatchObject(unauthorized);
    expect(
      call('get_zones', {}, { ...READER, api_key_secret: 'no' }),
    ).toMatchObject(unauthorized);
    expect(call('get_users', {}, READER)).toMatchObject(unauthorized);
    expect(call('get_vm_provider_configs', {}, READER)).toMatchObject(
      unauthorized,
    );
    expect(call('update_agent', { target_agent: {} }, READER)).toMatchObject(
      unauthorized,
    );
    expect(call('get_kasm_status', {}, READER)).toMatchObject(unauthorized);
    expect(call('get_users')!.body.users[0]).toMatchObject({
      username: 'admin@kasm.local',
      last_session: 'None',
    });
  });

  it('says with 200 what is wrong, and nothing on paths it does not know', () => {
    expect(call('destroy_kasm', { kasm_id: 'x' })).toMatchObject({
      status: 200,
      body: { error_message: 'Invalid kasm_id' },
    });
    expect(call('update_agent')).toMatchObject({
      status: 200,
      body: { error_message: expect.stringContaining('target_agent') },
    });
    expect(send({ path: '/api/public/get_zones', body: '[]' })).toMatchObject({
      status: 400,
    });
    expect(call('get_nothing')).toBeUndefined();
    expect(call('toString')).toBeUndefined();
    expect(
      send({ path: '/api/public/get_zones', method: 'GET' }),
    ).toBeUndefined();
    // Without a database there is a page instead of JSON.
    expect(
      developerApi(
        { method: 'POST', path: '/api/public/get_zones', body: '{}' },
        undefined,
        new Date(),
      ),
    ).toMatchObject({ status: 500, type: 'text/html' });
  });

  it('starts, keeps and ends a session', async () => {
    const [user] = call('get_users')!.body.users;
    const [image] = call('get_images')!.body.images;
    const asked = call('request_kasm', {
      user_id: user.user_id,
      image_id: image.image_id,
      enable_sharing: true,
    })!.body;
    expect(asked).toMatchObject({
      status: 'starting',
      username: user.username,
    });
    const which = { kasm_id: asked.kasm_id, user_id: user.user_id };
    await world.clock.advance(10_000);
    const first = call('get_kasm_status', which)!.body;
    expect(first).toMatchObject({
      operational_status: 'running',
      operational_progress: 100,
    });
    // Asking changed its link.
    expect(call('get_kasm_status', which)!.body.kasm.token).not.toBe(
      first.kasm.token,
    );
    expect(call('keepalive', which)!.body).toEqual({ usage_reached: false });
    expect(call('destroy_kasm', which)!.body).toEqual({});
    await world.clock.advance(5000);
    expect(call('get_kasms')!.body.kasms).toHaveLength(3);
    expect(
      call('request_kasm', { user_id: user.user_id, image_id: 'x' }),
    ).toMatchObject({
      status: 200,
      body: { error_message: 'Invalid image_id' },
    });
  });

  it('changes agents, zones and settings', () => {
    const [agent] = call('get_agents')!.body.agents;
    expect(
      call('update_agent', {
        target_agent: {
          agent_id: agent.agent_id,
          enabled: false,
          cores_override: 12,
        },
      })!.body.agent,
    ).toMatchObject({ enabled: false, cores_override: 12 });
    call('update_server', {
      target_server: { server_id: agent.server_id, enabled: true },
    });
    expect(call('get_agents')!.body.agents[0].enabled).toBe(true);
    call('delete_agent', { target_agent: { agent_id: agent.agent_id } });
    // Its machine runs: it registers again, as a new one, disabled.
    expect(call('get_agents')!.body.agents[1]).toMatchObject({
      hostname: agent.hostname,
      enabled: false,
    });

    const [{ zone_id: zoneId }] = call('get_zones')!.body.zones;
    call('update_zone', {
      target_zone: { zone_id: zoneId, upstream_auth_address: 'other.test' },
    });
    expect(call('get_zones')!.body.zones[0].upstream_auth_address).toBe(
      'other.test',
    );
    const setting = call('get_settings')!.body.settings.find(
      (each: any) => each.name === 'auto_agent',
    );
    expect(
      call('update_setting', { setting_id: setting.setting_id, value: true })!
        .body,
    ).toEqual({});
    expect(
      call('get_settings')!.body.settings.find(
        (each: any) => each.name === 'auto_agent',
      ).value,
    ).toBe(true);
    expect(
      call('create_vm_provider_config', {
        target_vm_provider_config: {
          vm_provider_config_name: 'harvester',
          max_instances: 10,
        },
      })!.body.vm_provider_config.vm_provider_config_id,
    ).toMatch(/^[0-9a-f]{32}$/);
  });

  it('takes the key in the header, and has resources, from 1.19 on only', () => {
    const path = '/api/admin/infrastructure/zones';
    const authorization = basic('sandbox-key:sandbox-key-secret');
    const zones = () => send({ method: 'GET', path, authorization });
    expect(zones()).toBeUndefined();
    expect(
      send({ path: '/api/public/get_zones', authorization, body: '{}' }),
    ).toMatchObject({ status: 403 });

    world.rke2.update(
      'deployments.apps',
      'kasm',
      'kasm-api-deployment',
      ({ metadata }) => {
        metadata.labels['app.kubernetes.io/version'] = '1.19.0';
      },
    );
    const [zone] = zones()!.body.zones;
    expect(
      send({ method: 'GET', path: `${path}/${zone.zone_id}`, authorization }),
    ).toMatchObject({ status: 200, body: { zone_name: 'default' } });
    expect(
      send({ method: 'GET', path: `${path}/x`, authorization }),
    ).toMatchObject({ status: 404 });
    expect(send({ method: 'GET', path })).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Basic' },
    });
    expect(
      send({ path: '/api/public/get_zones', authorization, body: '{}' }),
    ).toMatchObject({ status: 200 });
  });

  it('is behind the public host, and lets open what it lists', () => {
    const { controllers, clock } = world;
    const reply = answer(
      {
        entryPoint: 'websecure',
        host: 'kasm.sandbox.localhost',
        method: 'POST',
        path: '/api/admin/get_kasms',
        query: new URLSearchParams(),
        headers: {},
        clientIp: '127.0.0.1',
        body: JSON.stringify(READER),
      },
      controllers.traefik,
      clock.now(),
      place => controllers.kasms.at(place),
    );
    const [session] = JSON.parse(reply.body).kasms;
    const opens = opensDesktopOf(controllers.kasms);
    expect(opens(PLACE, session.kasm_id, session.token)).toBe(true);
    expect(opens(PLACE, session.kasm_id, 'another')).toBe(false);
    expect(opens(PLACE, 'another', session.token)).toBe(false);
  });
});

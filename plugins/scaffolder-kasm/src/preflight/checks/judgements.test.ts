import {
  KubeError,
  traefikSettings,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { judgeDns, judgeHost } from './addresses';
import { judgeImage, judgeNetwork, judgeAgentQuota } from './agentPool';
import { judgeArchive, judgePlugin } from './backups';
import { judgeObjects } from './existingObjects';
import { judgeGateway } from './gateway';
import { judgePolicies } from './networkPolicies';
import { judgeLabel, judgeTrial } from './podSecurity';
import { judgeLogin, judgeStore } from './secrets';
import { judgeSnapshots, judgeStorage } from './storage';
import { judgeEntryPoint, judgeTimeout } from './traefik';
import { judgeConfig } from './traefikConfig';
import { judgeField } from './trustedCAs';
import { judgeEndOfLife } from './versions';

const there = (value: unknown) => ({ state: 'there', value } as any);
const absent = { state: 'absent' } as any;
const hidden = { state: 'hidden', detail: 'hidden', remedy: 'grant' } as any;

describe('storage', () => {
  const longhorn = there({
    metadata: { name: 'longhorn' },
    provisioner: 'driver.longhorn.io',
    allowVolumeExpansion: true,
  });

  it('is the named class or the default one', () => {
    expect(judgeStorage(longhorn, 'longhorn').status).toBe('pass');
    expect(judgeStorage(longhorn, undefined).detail).toContain('the default');
    expect(judgeStorage(absent, undefined).detail).toContain('no StorageClass');
    expect(judgeStorage(hidden, 'x').status).toBe('unknown');
  });

  it('is copied only by a snapshot class of the same driver', () => {
    const of = (driver: string) =>
      judgeSnapshots(there({ driver }), longhorn, 'copies').status;
    expect(of('driver.longhorn.io')).toBe('warn');
    expect(of('other')).toBe('fail');
    expect(judgeSnapshots(absent, longhorn, 'copies').status).toBe('fail');
  });
});

describe('Traefik', () => {
  const spec = (ingress: object = {}) =>
    ({
      spec: {
        ingress: {
          kind: 'ingressRoute',
          entryPoint: 'websecure',
          ingressClass: 'traefik',
          readTimeout: 1800,
          ...ingress,
        },
      },
    } as any);
  const settings = (...args: string[]) => traefikSettings([{ args }]);

  it('is asked for the entry point and the class that the route names', () => {
    const known = settings(
      '--entryPoints.websecure.address=:8443',
      '--providers.kubernetescrd.ingressClass=traefik',
    );
    expect(judgeEntryPoint(known, spec()).status).toBe('pass');
    expect(judgeEntryPoint(known, spec({ entryPoint: 'tls' })).status).toBe(
      'fail',
    );
    expect(judgeEntryPoint(known, spec({ ingressClass: 'x' })).status).toBe(
      'fail',
    );
    expect(judgeEntryPoint(undefined, spec()).status).toBe('unknown');
  });

  it('may cut early only where that is known, or is going to be changed', () => {
    expect(judgeTimeout(settings(), spec()).status).toBe('warn');
    expect(
      judgeTimeout(settings(), spec({ manageTraefikTimeouts: true })).status,
    ).toBe('pass');
    expect(judgeTimeout(settings(), spec({ readTimeout: 60 })).status).toBe(
      'pass',
    );
    expect(judgeTimeout(undefined, spec()).status).toBe('unknown');
  });

  it('is reconfigured only where nobody would set it back', () => {
    const config = (annotations?: object) =>
      there({ metadata: { annotations }, spec: { valuesContent: '' } });
    const wish = { entryPoint: 'websecure', readTimeout: 1800, rancher: false };
    expect(judgeConfig(config(), wish).status).toBe('pass');
    expect(judgeConfig(absent, wish).status).toBe('pass');
    expect(judgeConfig(absent, { ...wish, rancher: true }).status).toBe('fail');
    expect(
      judgeConfig(config({ 'objectset.rio.cattle.io/id': 'x' }), wish).detail,
    ).toContain('Rancher owns it');
  });

  it('is told of a CA by the field that it has', () => {
    const definition = (field: string) =>
      there({
        spec: {
          versions: [
            {
              name: 'v1alpha1',
              schema: {
                openAPIV3Schema: {
                  properties: { spec: { properties: { [field]: {} } } },
                },
              },
            },
          ],
        },
      });
    for (const field of ['rootCAs', 'rootCAsSecrets']) {
      expect(judgeField(definition(field))).toMatchObject({
        facts: { rootCAsField: field },
      });
    }
    expect(judgeField(definition('else')).checks[0].status).toBe('fail');
  });
});

describe('a Gateway', () => {
  const asked = {
    name: 'edge',
    namespace: 'gateways',
    host: 'kasm.example.com',
    routeNamespace: 'kasm',
  };
  const served = there(['gateways', 'httproutes']);
  const listening = (listener: object, status = 'True') =>
    there({
      spec: { listeners: [{ name: 'https', ...listener }] },
      status: { conditions: [{ type: 'Programmed', status }] },
    });
  const open = { allowedRoutes: { namespaces: { from: 'All' } } };

  it.each([
    ['all hosts', listening(open), 'pass'],
    ['a wildcard', listening({ ...open, hostname: '*.example.com' }), 'pass'],
    ['another host', listening({ ...open, hostname: 'a.example.org' }), 'fail'],
    ['only its namespace', listening({}), 'fail'],
    ['being broken', listening(open, 'False'), 'fail'],
    ['being absent', absent, 'fail'],
    ['being hidden', hidden, 'unknown'],
  ])('with %s', (_, found, status) => {
    expect(judgeGateway(served, found, asked).status).toBe(status);
  });

  it('needs the API, and the listener that is named', () => {
    expect(judgeGateway(absent, absent, asked).status).toBe('fail');
    expect(
      judgeGateway(served, listening(open), { ...asked, sectionName: 'x' })
        .status,
    ).toBe('fail');
  });
});

describe('backups', () => {
  const at = (parameters: object, path = 's3://b/p') => ({
    stores: there([
      {
        metadata: { name: 'store' },
        spec: { configuration: { destinationPath: path } },
      },
    ]),
    databases: there([
      { metadata: { name: 'other-pg' }, spec: { plugins: [{ parameters }] } },
    ]),
    own: 'kasm-pg',
    path: 's3://b/p',
    serverName: 'kasm-pg-1',
  });

  it('need the plugin beside the operator', () => {
    const served = there(['objectstores']);
    expect(judgePlugin(served, there([{}]), 'cnpg-system').status).toBe('pass');
    expect(judgePlugin(served, there([]), 'cnpg-system').status).toBe('fail');
    expect(judgePlugin(absent, there([]), 'cnpg-system').status).toBe('fail');
  });

  it.each([
    [
      'the same name there',
      { barmanObjectName: 'store', serverName: 'kasm-pg-1' },
      's3://b/p',
      'fail',
    ],
    [
      'another name there',
      { barmanObjectName: 'store', serverName: 'x' },
      's3://b/p',
      'pass',
    ],
    [
      'the same name elsewhere',
      { barmanObjectName: 'store', serverName: 'kasm-pg-1' },
      's3://b/q',
      'pass',
    ],
  ])('go where nobody else has %s', (_, parameters, path, status) => {
    expect(judgeArchive(at(parameters, path)).status).toBe(status);
  });
});

describe('objects that are there', () => {
  const place = (metadata: object) => [
    { what: 'Certificate kasm/x', seen: there({ metadata }) },
  ];
  const ours = { labels: { 'kasm-portal/deployment': 'kasm' } };

  it.each([
    ['ours', ours, 'pass'],
    ['of another', { labels: { 'kasm-portal/deployment': 'x' } }, 'fail'],
    ['of nobody', {}, 'fail'],
    [
      'of Flux',
      { labels: { ...ours.labels, 'kustomize.toolkit.fluxcd.io/name': 'x' } },
      'fail',
    ],
    [
      'of Argo CD',
      { ...ours, annotations: { 'argocd.argoproj.io/tracking-id': 'x' } },
      'fail',
    ],
    [
      'of Rancher',
      { ...ours, annotations: { 'objectset.rio.cattle.io/id': 'x' } },
      'fail',
    ],
  ])('%s', (_, metadata, status) => {
    expect(judgeObjects(place(metadata), 'kasm', false).status).toBe(status);
  });

  it('may be of nobody when they are taken over, and their maker is named otherwise', () => {
    const metadata = { managedFields: [{ manager: 'helm' }] };
    expect(judgeObjects(place(metadata), 'kasm', true).status).toBe('pass');
    expect(judgeObjects(place(metadata), 'kasm', false).detail).toContain(
      'helm',
    );
  });
});

describe('pods', () => {
  const namespace = (level?: string) =>
    there({
      metadata: {
        labels: level && { 'pod-security.kubernetes.io/enforce': level },
      },
    });

  it('of Kasm are rejected by restricted, and by nothing less', () => {
    expect(judgeLabel(namespace('restricted'), 'kasm').status).toBe('fail');
    expect(judgeLabel(namespace('baseline'), 'kasm').status).toBe('pass');
    expect(judgeLabel(namespace(), 'kasm').status).toBe('pass');
    expect(judgeLabel(absent, 'kasm').status).toBe('pass');
  });

  it('that are tried tell what no label says', () => {
    const refused = (kind: any, serverMessage: string) =>
      judgeTrial(new KubeError(kind, 'rke2: no', { serverMessage }), 'kasm');
    expect(judgeTrial(undefined, 'kasm').status).toBe('pass');
    expect(
      refused('forbidden', 'violates PodSecurity "restricted:latest"'),
    ).toMatchObject({
      status: 'fail',
      remedy: expect.stringContaining('baseline'),
    });
    expect(refused('forbidden', 'denied by policy x').status).toBe('fail');
    expect(refused('timeout', '').status).toBe('unknown');
  });
});

describe('network policies', () => {
  const policy = (spec: object) => [
    there([{ kind: 'NetworkPolicy', metadata: { name: 'p' }, spec }]),
  ];

  it.each([
    ['chooses all and lets nothing in', { podSelector: {} }, 'warn'],
    [
      'lets all in and out',
      { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] },
      'pass',
    ],
    [
      'lets nothing out',
      { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}] },
      'warn',
    ],
    ['is for some pods', { podSelector: { matchLabels: { a: 'b' } } }, 'pass'],
    ['is of Cilium', { endpointSelector: {}, ingress: [{}] }, 'warn'],
  ])('one that %s', (_, spec, status) => {
    expect(judgePolicies(policy(spec)).status).toBe(status);
  });
});

describe('names', () => {
  it('of the public host never fail, because others may resolve them', () => {
    const host = (addresses: string[], expected: string[], problem?: string) =>
      judgeHost('kasm.example.com', { addresses, problem }, expected).status;
    expect(host(['10.0.0.1'], ['10.0.0.1'])).toBe('pass');
    expect(host(['127.0.0.1'], ['127.0.0.1'], 'loopback')).toBe('pass');
    expect(host(['10.0.0.2'], ['10.0.0.1'])).toBe('warn');
    expect(host(['10.0.0.2'], [])).toBe('pass');
    expect(host(['10.0.0.2'], ['lb.example.com'])).toBe('pass');
    expect(host([], ['10.0.0.1'], 'not known')).toBe('warn');
  });

  it('inside the cluster are told to the chart', () => {
    expect(
      judgeDns(there({ spec: { clusterIP: '10.43.0.10' } })),
    ).toMatchObject({
      address: '10.43.0.10',
      check: { status: 'pass' },
    });
    expect(judgeDns(there({ spec: { clusterIP: 'None' } })).check.status).toBe(
      'warn',
    );
    expect(judgeDns(absent).check.status).toBe('warn');
  });
});

describe('logins', () => {
  const login = {
    secret: 'login',
    databaseNamespace: 'database',
    username: 'kasmapp',
  };
  const secret = (data: object) => there({ data });

  it('that exist have both keys and the right name, and are never shown', () => {
    const password = btoa('Canary');
    const checks = [
      judgeLogin(secret({ username: btoa('kasmapp'), password }), login),
      judgeLogin(secret({ username: btoa('Canaryroot'), password }), login),
      judgeLogin(secret({ username: btoa('kasmapp') }), login),
      judgeLogin(absent, login),
    ];
    expect(checks.map(({ status }) => status)).toEqual([
      'pass',
      'fail',
      'fail',
      'fail',
    ]);
    expect(JSON.stringify(checks)).not.toContain('Canary');
  });

  it('come from a store that is ready', () => {
    const store = (status: string) =>
      there({ status: { conditions: [{ type: 'Ready', status }] } });
    expect(judgeStore(store('True'), 'x').status).toBe('pass');
    expect(judgeStore(store('False'), 'x').status).toBe('fail');
    expect(judgeStore(absent, 'x').status).toBe('fail');
  });
});

describe('agents', () => {
  const image = (progress: number, status: string) =>
    there({ status: { progress, conditions: [{ type: 'Imported', status }] } });

  it('start from an image that is imported whole', () => {
    expect(judgeImage(image(100, 'True'), 'default/u').status).toBe('pass');
    expect(judgeImage(image(80, 'Unknown'), 'default/u').detail).toContain(
      '80 %',
    );
    expect(judgeImage(absent, 'default/u').status).toBe('fail');
  });

  it('are on a network that is there', () => {
    expect(judgeNetwork(there({ metadata: {} }), 'd/n').status).toBe('pass');
    expect(judgeNetwork(absent, 'd/n').status).toBe('fail');
  });

  it('have room', () => {
    const pool: any = { count: 2, cores: 4, memory: '16Gi', diskSize: '100Gi' };
    const quota = (hard: object) =>
      judgeAgentQuota(
        there([{ metadata: { name: 'q' }, spec: { hard } }]),
        'a',
        pool,
      ).status;
    expect(quota({ 'limits.memory': '32Gi' })).toBe('pass');
    expect(quota({ 'limits.memory': '31Gi' })).toBe('fail');
  });
});

describe('PostgreSQL', () => {
  it('is warned of from the day its support ends', () => {
    const on = (day: string) =>
      judgeEndOfLife(
        { major: 14, endOfLife: '2026-11-12' },
        new Date(`${day}T12:00:00Z`),
      ).status;
    expect(on('2026-11-11')).toBe('pass');
    expect(on('2026-11-22')).toBe('warn');
  });
});

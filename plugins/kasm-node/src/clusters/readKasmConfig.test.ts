import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readKasmConfig } from './readKasmConfig';

const harvester = {
  name: 'harvester',
  roles: ['agents'],
  namespaces: ['kasm-agents'],
  reader: { inCluster: true },
};

const rke2 = {
  name: 'rke2',
  title: 'RKE2 (sandbox)',
  roles: ['controlPlane'],
  namespaces: ['kasm', 'kasm-*', 'database'],
  domains: ['sandbox.localhost'],
  agentClusters: ['harvester'],
  ingress: { port: 7445, address: '127.0.0.1', caFile: 'ca.crt' },
  reader: { kubeconfigFile: 'kubeconfig', context: 'rke2-reader' },
  writer: {
    server: 'https://rke2.example.com:6443',
    caFile: 'ca.crt',
    tokenFile: 'token',
  },
};

function read(kasm: JsonObject) {
  return readKasmConfig(mockServices.rootConfig({ data: { kasm } }));
}

function problem(change: JsonObject, more: JsonObject = {}): string {
  try {
    read({ clusters: [{ ...rke2, ...change }, harvester], ...more });
  } catch (error) {
    expect(error).toMatchObject({ name: 'InputError' });
    return (error as Error).message;
  }
  throw new Error('was accepted');
}

describe('readKasmConfig', () => {
  it('is undefined when there is no such section', () => {
    expect(readKasmConfig(mockServices.rootConfig())).toBeUndefined();
  });

  it('fills in the defaults', () => {
    const config = read({ clusters: [harvester] });
    expect(config).toEqual({
      clusters: [
        {
          ...harvester,
          systemNamespace: 'kasm-portal',
          operatorNamespace: 'cnpg-system',
          watch: 'namespaces',
          domains: [],
          agentClusters: [],
          ingress: {
            namespace: 'kube-system',
            workload: 'rke2-traefik',
            port: 443,
          },
          helm: {},
          images: {},
          agents: {},
          rancher: false,
          instanceStatus: false,
          reader: { form: 'inCluster' },
        },
      ],
      deployments: [],
      kasmApis: [],
      notifications: { enabled: true, minSeverity: 'high', holdSeconds: 60 },
      requestsPerMinute: 600,
      permissionCacheSeconds: 0,
      history: {
        enabled: true,
        minuteHours: 24,
        tenMinuteDays: 7,
        days: 90,
        removedDays: 30,
      },
      owners: 'own',
      allowExec: false,
      allowSandboxTokens: false,
    });
  });

  it('takes the name of the database’s operator, where it has one of its own', () => {
    const named = (operatorWorkload: string) =>
      read({ clusters: [{ ...rke2, operatorWorkload }, harvester] });

    expect(named('pg-operator')?.clusters[0].operatorWorkload).toBe(
      'pg-operator',
    );
    expect(() => named('PG Operator')).toThrow(
      /operatorWorkload must be the name of a Kubernetes object/,
    );
  });

  it('reads how a key of Kasm’s API is used, also from texts', () => {
    const entry = {
      deployment: 'rke2/kasm',
      host: `kasm.${rke2.domains[0]}`,
      read: { key: 'k', secret: 's' },
    };
    const kasmApis = (change: object) =>
      read({
        clusters: [rke2, harvester],
        kasmApis: [{ ...entry, ...change }],
      });

    expect(
      kasmApis({ authentication: 'basic', path: 'admin', interval: '30' })
        ?.kasmApis[0],
    ).toEqual({
      ...entry,
      authentication: 'basic',
      path: 'admin',
      interval: 30,
    });
    for (const interval of [0, 301, 1.5, 'often']) {
      expect(() => kasmApis({ interval })).toThrow(
        'kasm.kasmApis[0].interval must be whole seconds, 1 to 300.',
      );
    }
    expect(() => kasmApis({ authentication: 'header' })).toThrow(
      'must be body or basic',
    );
  });

  it('reads everything that can be said of a cluster', () => {
    const config = read({
      clusters: [rke2, harvester],
      deployments: [{ cluster: 'rke2' }],
      allowSandboxTokens: true,
    });
    expect(config?.clusters[0]).toMatchObject({
      title: 'RKE2 (sandbox)',
      ingress: { port: 7445, address: '127.0.0.1', caFile: 'ca.crt' },
      reader: {
        form: 'kubeconfig',
        file: 'kubeconfig',
        context: 'rke2-reader',
      },
      writer: { form: 'direct', tokenFile: 'token' },
    });
    expect(config?.deployments).toEqual([{ cluster: 'rke2' }]);
    expect(config?.allowSandboxTokens).toBe(true);
  });

  it('reads what owners are told, also from the environment', () => {
    expect(
      read({
        notifications: { minSeverity: 'normal', holdSeconds: '120' },
        requestsPerMinute: '1200',
      }),
    ).toMatchObject({
      notifications: { enabled: true, minSeverity: 'normal', holdSeconds: 120 },
      requestsPerMinute: 1200,
    });
  });

  it.each([
    [
      { notifications: { minSeverity: 'error' } },
      'kasm.notifications.minSeverity must be critical, high, normal or low.',
    ],
    [
      { notifications: { holdSeconds: -1 } },
      'kasm.notifications.holdSeconds must be a whole number, 0 to 86400.',
    ],
    [
      { notifications: { hold: 1 } },
      'kasm.notifications.hold is not known; correct its spelling or remove it.',
    ],
    [
      { requestsPerMinute: 0 },
      'kasm.requestsPerMinute must be a whole number, 1 to 10000000.',
    ],
  ])('refuses %j', (section, message) => {
    expect(() => read(section)).toThrow(message);
  });

  it('takes an installer from elsewhere with its checksum', () => {
    const agents = {
      installerUrl: 'https://mirror.example.com/kasm.tar.gz',
      installerSha256: 'a'.repeat(64),
    };
    expect(
      read({ clusters: [{ ...harvester, agents }] })?.clusters[0].agents,
    ).toEqual(agents);
  });

  it.each<[JsonObject, string]>([
    [
      { name: 'RKE2' },
      'kasm.clusters[0].name must be 1–32 lower-case letters, digits or hyphens, such as rke2.',
    ],
    [
      { roles: ['both'] },
      'kasm.clusters[0].roles[0] must be controlPlane or agents.',
    ],
    [
      { domains: [] },
      'kasm.clusters[0].domains is empty; name the domains whose hosts may point here.',
    ],
    [
      { domains: ['Example.COM'] },
      'kasm.clusters[0].domains[0] must be a domain such as example.com, in lower case.',
    ],
    [
      { namespaces: ['a*b'] },
      'kasm.clusters[0].namespaces[0] must be a namespace, or the beginning of one followed by *.',
    ],
    [
      { namespaces: ['kasm', 'kube-system'] },
      'kasm.clusters[0].namespaces[1] must not be kube-system, where pods could act as cluster admin; remove it.',
    ],
    [{ namespaces: 'kasm' }, 'kasm.clusters[0].namespaces must be a list.'],
    [
      { agentClusters: ['moon'] },
      'kasm.clusters[0].agentClusters[0] must be one of: rke2, harvester.',
    ],
    [
      { agentClusters: ['rke2'] },
      'kasm.clusters[0].agentClusters[0] names rke2, which has not the role agents; add the role or remove the name.',
    ],
    [
      { name: 'harvester', agentClusters: [] },
      'kasm.clusters[1].name is harvester a second time; rename one of them.',
    ],
    [
      { ingress: { port: 70000 } },
      'kasm.clusters[0].ingress.port must be a port number, 1 to 65535.',
    ],
    [
      { ingress: { addresses: ['kasm.example.com'] } },
      'kasm.clusters[0].ingress.addresses[0] must be an IP address.',
    ],
    [
      { ingress: { addresses: [] } },
      'kasm.clusters[0].ingress.addresses is empty; remove it.',
    ],
    [
      { ingress: { ca: 'x', caFile: 'y' } },
      'kasm.clusters[0].ingress.caFile does not go with ca; remove one of them.',
    ],
    [
      { agents: { installerUrl: 'https://mirror.example.com/kasm.tar.gz' } },
      'kasm.clusters[0].agents.installerSha256 is missing, so that an installer that was changed would run as root on every agent; add the SHA-256 of the file at installerUrl.',
    ],
    [
      { namspaces: ['kasm'] },
      'kasm.clusters[0].namspaces is not known; correct its spelling or remove it.',
    ],
    [
      { reader: {} },
      'kasm.clusters[0].reader must have exactly one of kubeconfigFile, server or inCluster; keep the one that you use.',
    ],
    [
      { reader: { kubeconfigFile: 'a', inCluster: true } },
      'kasm.clusters[0].reader must have exactly one of kubeconfigFile, server or inCluster; keep the one that you use.',
    ],
    [
      { reader: { kubeconfigFile: 'a', token: 'hunter2' } },
      'kasm.clusters[0].reader.token does not go with kubeconfigFile; remove one of them.',
    ],
    [
      { writer: { server: 'https://a' } },
      'kasm.clusters[0].writer must have either token or tokenFile beside server.',
    ],
    [
      { writer: { server: 'http://a.example.com', token: 'hunter2' } },
      'kasm.clusters[0].writer.server must begin with https://; plain http:// is for loopback only.',
    ],
    [
      { writer: { server: 'https://me:hunter2@a', token: 'hunter2' } },
      'kasm.clusters[0].writer.server must not contain a user or password; use token or tokenFile.',
    ],
  ])('refuses %j', (change, message) => {
    expect(problem(change)).toBe(message);
  });

  it('understands numbers and flags that come from environment variables', () => {
    const config = read({
      allowSandboxTokens: 'true',
      allowExec: 'false',
      clusters: [{ ...harvester, ingress: { port: '7445' } }],
    });
    expect(config).toMatchObject({
      allowSandboxTokens: true,
      allowExec: false,
      clusters: [{ ingress: { port: 7445 } }],
    });
    expect(problem({}, { allowExec: 'yes' })).toBe(
      'kasm.allowExec must be true or false.',
    );
  });

  it('names what is missing', () => {
    const { reader, ...rest } = harvester;
    expect(() => read({ clusters: [rest] })).toThrow(
      'kasm.clusters[0].reader is missing; add it.',
    );
  });

  it('lists every problem at once', () => {
    const message = problem({ name: '', systemNamespace: 'A' });
    expect(message).toContain('kasm.clusters[0].name');
    expect(message).toContain('kasm.clusters[0].systemNamespace');
  });

  it('leaves room for the settings of other packages', () => {
    expect(read({ clusters: [harvester], catalog: true })).toBeDefined();
  });

  it('opens no file', () => {
    const missing = { kubeconfigFile: '/does/not/exist' };
    expect(
      read({ clusters: [{ ...harvester, reader: missing, writer: missing }] }),
    ).toBeDefined();
  });
});

describe('kasm.history', () => {
  const historyOf = (history: JsonObject) =>
    read({ clusters: [harvester], history })?.history;
  const refusal = (history: JsonObject) => problem({}, { history });

  it('is kept as long as is said, also by environment variables', () => {
    expect(
      historyOf({
        enabled: 'false',
        retention: { days: '30', minuteHours: 6 },
      }),
    ).toEqual({
      enabled: false,
      minuteHours: 6,
      tenMinuteDays: 7,
      days: 30,
      removedDays: 30,
    });
  });

  it.each<[JsonObject, string]>([
    [
      { retention: { days: 731 } },
      'kasm.history.retention.days must be a whole number, 1 to 730.',
    ],
    [
      { retention: { days: 3 } },
      'kasm.history.retention.days must not be fewer than tenMinuteDays.',
    ],
    [
      { retention: { minuteHours: 48, tenMinuteDays: 1 } },
      'kasm.history.retention.tenMinuteDays must not be shorter than minuteHours.',
    ],
    [
      { keep: 3 },
      'kasm.history.keep is not known; correct its spelling or remove it.',
    ],
    [
      { retention: { months: 3 } },
      'kasm.history.retention.months is not known; correct its spelling or remove it.',
    ],
  ])('refuses %j', (history, sentence) => {
    expect(refusal(history)).toBe(sentence);
  });
});

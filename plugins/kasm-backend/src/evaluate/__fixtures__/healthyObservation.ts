import type {
  ContainerFacts,
  Observation,
  PodFacts,
  Sighting,
  WorkloadFacts,
} from '../../observation/Observation';

/** The moment at which the fixture is healthy. */
export const NOW = new Date('2026-11-22T12:00:00Z');

/** RFC 3339, so many seconds before `NOW`. */
export function ago(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000)
    .toISOString()
    .replace('.000', '');
}

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** Bytes. */
export const GIB = 1024 ** 3;

const BEGIN = ago(2 * DAY);

const COMPONENTS: Array<[role: string, name: string]> = [
  ['api', 'kasm-api'],
  ['manager', 'kasm-manager-default'],
  ['proxy', 'kasm-proxy-default'],
  ['guac', 'kasm-guac'],
  ['rdp-gateway', 'kasm-rdp-gw'],
  ['rdp-https-gateway', 'kasm-rdp-https-gw'],
];

export function seen<T>(facts: T): Sighting<T> {
  return { state: 'ok', since: BEGIN, seen: ago(2), facts };
}

export function container(
  change: Partial<ContainerFacts> = {},
): ContainerFacts {
  return {
    name: 'kasm',
    init: false,
    image: 'kasmweb/api:1.18.1',
    ready: true,
    restarts: 0,
    state: 'running',
    startedAt: BEGIN,
    ...change,
  };
}

export function pod(
  name: string,
  component: string,
  change: Partial<PodFacts> = {},
): PodFacts {
  return {
    name,
    component,
    createdAt: BEGIN,
    phase: 'Running',
    ready: true,
    readySince: BEGIN,
    node: 'general-1',
    containers: [container()],
    ...change,
  };
}

export function workload(
  component: string,
  name: string,
  change: Partial<WorkloadFacts> = {},
): WorkloadFacts {
  return {
    name: `${name}-deployment`,
    component,
    version: '1.18.1',
    appVersion: '1.18.1',
    chart: 'kasm-1.1181.0',
    desired: 1,
    updated: 1,
    ready: 1,
    available: 1,
    complete: true,
    deadlineExceeded: false,
    rolledOutAt: BEGIN,
    ...change,
  };
}

/** The seeded deployment of the sandbox, as its sources see it. A new object each time. */
export function healthyObservation(): Observation {
  return {
    deployment: {
      cluster: 'rke2',
      name: 'workspaces',
      title: 'Workspaces',
      state: 'active',
      delivery: 'helmchart',
      owner: 'group:default/platform-engineers',
      kasmVersion: '1.18.1',
      createdAt: BEGIN,
      domain: 'sandbox.localhost',
      host: 'kasm.sandbox.localhost',
      port: 7445,
      release: 'kasm',
      namespace: 'kasm',
      systemNamespace: 'kasm-portal',
      databaseNamespace: 'database',
      databaseCluster: 'kasm-pg',
      databaseInstances: 3,
      tlsSecret: 'kasm-sandbox-localhost-tls',
      adminSecret: 'kasm-secrets',
      credentialsSecret: 'kasm-pg-credentials',
      entryPoint: 'websecure',
      backupsWanted: false,
      agentCluster: 'harvester',
      agentNamespace: 'kasm-agents',
      ingressNamespace: 'kube-system',
      ingressWorkload: 'rke2-traefik',
      operatorNamespace: 'cnpg-system',
    },
    controlPlane: seen({
      workloads: COMPONENTS.map(([role, name]) => workload(role, name)),
      pods: COMPONENTS.map(([role, name]) => pod(`${name}-7d9c-x2x4z`, role)),
      signatures: [],
      warnings: [],
      claims: [],
      exposures: [],
      cordoned: [],
    }),
    release: seen({
      present: true,
      version: '1.1181.0',
      failurePolicy: 'retry',
      pinned: true,
      initialize: false,
      keepsSecret: true,
      disabled: [],
      jobComplete: true,
      ranAt: BEGIN,
      createdAt: BEGIN,
    }),
    database: seen({
      present: true,
      phase: 'Cluster in healthy state',
      desired: 3,
      ready: 3,
      currentPrimary: 'kasm-pg-1',
      targetPrimary: 'kasm-pg-1',
      targetPrimarySince: BEGIN,
      major: 14,
      image: 'ghcr.io/cloudnative-pg/postgresql:14-standard-bookworm',
      createdAt: BEGIN,
      hibernated: false,
      fenced: [],
      superuserAccess: true,
      superuserSecret: 'kasm-pg-superuser-secret',
      applicationSecret: 'kasm-pg-credentials',
      applicationSecretVersion: '101',
      superuserSecretVersion: '102',
      pods: [1, 2, 3].map(index =>
        pod(`kasm-pg-${index}`, index === 1 ? 'primary' : 'replica', {
          node: `database-${index}`,
          containers: [container({ name: 'postgres' })],
        }),
      ),
      backups: { scheduled: false, suspended: false },
      operatorAvailable: 1,
      operatorVersion: '1.30.0',
      unattended: false,
      supervised: false,
      timeline: 1,
      owner: 'kasmapp',
      ownDatabase: 'kasm',
      maxConnections: 200,
      certificates: ['ca', 'replication', 'server'].map(kind => ({
        secret: `kasm-pg-${kind}`,
        expiresAt: ago(-88 * DAY),
      })),
      brokenRoles: [],
      plugins: [{ name: 'barman-cloud.cloudnative-pg.io', version: '0.14.0' }],
      volumes: {
        count: 3,
        size: '20Gi',
        unusable: [],
        dangling: [],
        initializing: [],
        resizing: [],
        pending: [],
      },
      disruptionBudgets: [
        { name: 'kasm-pg', allowed: 1, healthy: 2, desired: 1 },
        { name: 'kasm-pg-primary', allowed: 0, healthy: 1, desired: 1 },
      ],
    }),
    certificate: seen({
      present: true,
      ready: true,
      readySince: BEGIN,
      issuing: false,
      dnsNames: ['kasm.sandbox.localhost'],
      notBefore: BEGIN,
      notAfter: ago(-28 * DAY),
      renewalTime: ago(-21 * DAY),
      issuer: { name: 'vault-issuer', ready: true, since: BEGIN },
    }),
    ingress: seen({
      route: {
        kind: 'IngressRoute' as const,
        name: 'kasm',
        hosts: ['kasm.sandbox.localhost'],
        entryPoints: ['websecure'],
        ingressClass: 'traefik',
        service: 'kasm-proxy-default',
        port: 8443,
        scheme: 'https',
        serversTransport: 'kasm-skip-verify',
        tlsSecret: 'kasm-sandbox-localhost-tls',
      },
      serversTransports: [
        { name: 'kasm-skip-verify', insecureSkipVerify: true },
      ],
      backend: {
        present: true,
        ports: [
          { name: 'http', port: 8080, target: 8080 },
          { name: 'https', port: 8443, target: 8443 },
        ],
        readyPods: ['kasm-proxy-default-7d9c-x2x4z'],
      },
      traefik: {
        kind: 'DaemonSet' as const,
        name: 'rke2-traefik',
        desired: 3,
        ready: 3,
        ingressClass: 'traefik',
        entryPoints: ['web', 'websecure'],
        version: '3.7.11',
        timeouts: {
          read: { seconds: 1800, from: 'argument' as const },
          write: { seconds: 0, from: 'default' as const },
          idle: { seconds: 180, from: 'default' as const },
        },
        configured: { read: 1800 },
        configuredAt: BEGIN,
        addresses: ['127.0.0.1'],
      },
    }),
    agentVms: seen({
      vms: [1, 2].map(index => ({
        name: `kasm-agent-${index}`,
        createdAt: BEGIN,
        ours: true,
        hostname: `kasm-agent-${index}`,
        addresses: [`10.0.20.1${index}`, '172.17.0.1'],
        cores: 8,
        memory: 16 * GIB,
        networks: [{ name: 'default', pod: false, binding: 'bridge' }],
        wanted: true,
        printableStatus: 'Running',
        ready: true,
        readySince: BEGIN,
        node: `harv-${index}`,
        address: `10.0.20.1${index}`,
        guestAgent: true,
      })),
    }),
    kasmApi: seen({
      agents: [1, 2].map(index => ({
        id: `a${index}`,
        hostname: `10.0.20.1${index}`,
        enabled: true,
        status: 'running',
        lastCheckIn: ago(5),
        version: '1.18.1',
        zone: 'default',
        autoscaled: false,
        cores: 8,
        memory: 16 * GIB,
        gpus: 0,
        coresOverride: 0,
        memoryOverride: 0,
        coresUsed: 2,
        memoryUsed: 3 * GIB,
        sessions: 1,
        disk: { total: 100 * GIB, free: 60 * GIB },
      })),
      sessions: [1, 2].map(index => ({
        id: `s${index}`,
        status: 'running',
        agentId: `a${index}`,
        imageId: 'i1',
        createdAt: ago(HOUR),
        standby: false,
        progress: 100,
        cores: 2,
        memory: 3 * GIB,
      })),
      sessionsBefore: 2,
      images: [
        {
          id: 'i1',
          name: 'Ubuntu Desktop',
          enabled: true,
          available: true,
          cores: 2,
          memory: 3 * GIB,
          gpus: 0,
          restricted: false,
        },
      ],
      zones: [
        {
          id: 'z1',
          name: 'default',
          upstreamAuthAddress: 'kasm.sandbox.localhost',
          proxyHostname: '$request_host$',
          proxyPort: 7445,
        },
      ],
      licences: [],
      unread: [],
      calls: { made: 60, failed: 0 },
    }),
    endpoint: seen({
      at: ago(2),
      addresses: ['127.0.0.1'],
      resolved: ['127.0.0.1'],
      proxyValid: true,
      websocket: 'ok',
      timings: { connect: 1, tls: 3, root: 2, api: 2, websocket: 6 },
      failures: 0,
      rootStatus: 200,
      apiHealthy: true,
      apiStatus: 200,
      httpVersion: '2',
      served: {
        subject: 'CN=kasm.sandbox.localhost',
        issuer: 'CN=Sandbox CA',
        names: ['kasm.sandbox.localhost'],
        notBefore: BEGIN,
        notAfter: ago(-28 * DAY),
        trusted: true,
      },
    }),
  };
}

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
    }),
    release: seen({
      present: true,
      version: '1.1181.0',
      failurePolicy: 'retry',
      jobComplete: true,
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
      traefik: {
        kind: 'DaemonSet' as const,
        name: 'rke2-traefik',
        desired: 3,
        ready: 3,
        ingressClass: 'traefik',
        entryPoints: ['web', 'websecure'],
        readTimeout: 1800,
        readTimeoutFrom: 'argument' as const,
      },
    }),
    agentVms: seen({
      vms: [1, 2].map(index => ({
        name: `kasm-agent-${index}`,
        createdAt: BEGIN,
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

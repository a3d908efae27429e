import type { NewObject } from '../apiserver/ClusterStore';
import { timestamp } from '../controllers/machinery/conditions';
import {
  ARCHIVE_SERVER,
  BACKUP_PATH,
  BACKUP_SCHEDULE,
} from './databaseObjects';
import { ownedByPortal } from './portalLabels';
import { SEEDED, seededCertificate, seededHost } from './SeededDeployment';

const inKasm = (name: string) => ({
  name,
  namespace: SEEDED.namespace,
  labels: ownedByPortal,
});

/** The certificate of the public host. */
export function certificateObject(domain: string): NewObject {
  const name = seededCertificate(domain);
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: inKasm(name),
    spec: {
      secretName: name,
      commonName: seededHost(domain),
      dnsNames: [seededHost(domain)],
      issuerRef: {
        group: 'cert-manager.io',
        kind: 'ClusterIssuer',
        name: 'vault-issuer',
      },
      duration: '720h',
      renewBefore: '168h',
    },
  };
}

/** The chart's values; without the superuser once the database is initialised. */
export function kasmValues(domain: string, initialize: boolean): string {
  return JSON.stringify(
    {
      publicAddr: seededHost(domain),
      deploymentSize: 'small',
      certificate: {
        secretName: seededCertificate(domain),
        certManager: { enabled: false },
      },
      database: {
        standalone: true,
        hostname: `${SEEDED.databaseCluster}-rw.${SEEDED.databaseNamespace}.svc.cluster.local`,
        port: 5432,
        kasmDbName: 'kasm',
        kasmDbUser: 'kasmapp',
        kasmDbSecret: { name: SEEDED.credentials, key: 'password' },
        postgresMasterUser: initialize
          ? {
              username: 'postgres',
              secret: { name: SEEDED.superuser, key: 'password' },
            }
          : {},
      },
      dbManagement: { initialize },
      proxyService: { type: 'ClusterIP' },
      ingress: { enabled: false },
      nodeSelector: { 'workload-type': 'general' },
      annotations: { secret: { 'helm.sh/resource-policy': 'keep' } },
    },
    null,
    2,
  );
}

/** The HelmChart that Kasm is installed from. */
export function kasmHelmChart(domain: string): NewObject {
  return {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChart',
    metadata: {
      name: SEEDED.release,
      namespace: SEEDED.systemNamespace,
      labels: ownedByPortal,
    },
    spec: {
      targetNamespace: SEEDED.namespace,
      createNamespace: false,
      chart: 'kasm',
      repo: 'https://helm.kasmweb.com/',
      version: '1.1181.1',
      failurePolicy: 'retry',
      backOffLimit: 12,
      timeout: '15m0s',
      valuesContent: kasmValues(domain, true),
    },
  };
}

/** The route from the public host to Kasm's proxy. */
export function routeObjects(domain: string): NewObject[] {
  const transport = `${SEEDED.release}-skip-verify`;
  return [
    {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'ServersTransport',
      metadata: inKasm(transport),
      spec: { insecureSkipVerify: true },
    },
    {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata: {
        ...inKasm(SEEDED.release),
        annotations: { 'kubernetes.io/ingress.class': 'traefik' },
      },
      spec: {
        entryPoints: ['websecure'],
        routes: [
          {
            kind: 'Rule',
            match: `Host(\`${seededHost(domain)}\`)`,
            services: [
              {
                kind: 'Service',
                name: 'kasm-proxy-default',
                port: 8443,
                scheme: 'https',
                serversTransport: transport,
                sticky: {
                  cookie: {
                    name: 'KASMSTICKY',
                    httpOnly: true,
                    secure: true,
                    sameSite: 'none',
                  },
                },
              },
            ],
          },
        ],
        tls: { secretName: seededCertificate(domain) },
      },
    },
  ];
}

/** What makes the portal watch the deployment. */
export function descriptorObject(domain: string, now: Date): NewObject {
  const { name } = SEEDED;
  const descriptor = {
    version: 1,
    state: 'active',
    delivery: 'helmchart',
    createdAt: timestamp(now),
    updatedAt: timestamp(now),
    updatedBy: 'user:default/guest',
    spec: {
      cluster: 'rke2',
      name,
      title: 'Workspaces',
      owner: 'group:default/platform-engineers',
      domain,
      kasmVersion: '1.18.1',
      size: 'small',
      release: SEEDED.release,
      namespace: SEEDED.namespace,
      nodeSelector: { 'workload-type': 'general' },
      database: {
        cluster: SEEDED.databaseCluster,
        namespace: SEEDED.databaseNamespace,
        instances: 3,
        storageSize: '20Gi',
        storageClass: 'harvester',
        nodeSelector: { 'workload-type': 'database' },
        backups: {
          method: 'plugin',
          schedule: BACKUP_SCHEDULE,
          destinationPath: BACKUP_PATH,
          endpointUrl: 'https://minio.minio.svc:9000',
          credentialsSecret: SEEDED.archiveCredentials,
          retentionPolicy: '30d',
        },
      },
      certificate: {
        issuer: 'vault-issuer',
        duration: '720h',
        renewBefore: '168h',
      },
      ingress: {
        entryPoint: 'websecure',
        ingressClass: 'traefik',
        backend: 'https',
      },
      agents: { cluster: 'harvester', namespace: SEEDED.agentNamespace },
    },
    archiveServerName: ARCHIVE_SERVER,
    created: [],
  };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${name}-descriptor`,
      namespace: SEEDED.systemNamespace,
      labels: ownedByPortal,
    },
    data: { 'descriptor.json': JSON.stringify(descriptor, null, 2) },
  };
}

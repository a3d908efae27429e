import type { NewObject } from '../apiserver/ClusterStore';
import { timestamp } from '../controllers/machinery/conditions';
import { archiveServer, BACKUP_SCHEDULE, backupPath } from './databaseObjects';
import { ownedByPortal } from './portalLabels';
import {
  certificateOf,
  hostOf,
  type DeploymentNames,
} from './SeededDeployment';

const inKasm = (names: DeploymentNames, name: string) => ({
  name,
  namespace: names.namespace,
  labels: ownedByPortal(names),
});

/** The certificate of the public host. */
export function certificateObject(
  names: DeploymentNames,
  domain: string,
): NewObject {
  const name = certificateOf(names, domain);
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: inKasm(names, name),
    spec: {
      secretName: name,
      commonName: hostOf(names, domain),
      dnsNames: [hostOf(names, domain)],
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
export function kasmValues(
  names: DeploymentNames,
  domain: string,
  initialize: boolean,
): string {
  return JSON.stringify(
    {
      publicAddr: hostOf(names, domain),
      deploymentSize: 'small',
      certificate: {
        secretName: certificateOf(names, domain),
        certManager: { enabled: false },
      },
      database: {
        standalone: true,
        hostname: `${names.databaseCluster}-rw.${names.databaseNamespace}.svc.cluster.local`,
        port: 5432,
        kasmDbName: 'kasm',
        kasmDbUser: 'kasmapp',
        kasmDbSecret: { name: names.credentials, key: 'password' },
        postgresMasterUser: initialize
          ? {
              username: 'postgres',
              secret: { name: names.superuser, key: 'password' },
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
export function kasmHelmChart(
  names: DeploymentNames,
  domain: string,
): NewObject {
  return {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChart',
    metadata: {
      name: names.release,
      namespace: names.systemNamespace,
      labels: ownedByPortal(names),
    },
    spec: {
      targetNamespace: names.namespace,
      createNamespace: false,
      chart: 'kasm',
      repo: 'https://helm.kasmweb.com/',
      version: '1.1181.1',
      failurePolicy: 'retry',
      backOffLimit: 12,
      timeout: '15m0s',
      valuesContent: kasmValues(names, domain, true),
    },
  };
}

/** The route from the public host to Kasm's proxy. */
export function routeObjects(
  names: DeploymentNames,
  domain: string,
): NewObject[] {
  const transport = `${names.release}-skip-verify`;
  return [
    {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'ServersTransport',
      metadata: inKasm(names, transport),
      spec: { insecureSkipVerify: true },
    },
    {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata: {
        ...inKasm(names, names.release),
        annotations: { 'kubernetes.io/ingress.class': 'traefik' },
      },
      spec: {
        entryPoints: ['websecure'],
        routes: [
          {
            kind: 'Rule',
            match: `Host(\`${hostOf(names, domain)}\`)`,
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
        tls: { secretName: certificateOf(names, domain) },
      },
    },
  ];
}

/** What makes the portal watch the deployment, and lets it remove what it made. */
export function descriptorObject(
  names: DeploymentNames,
  domain: string,
  now: Date,
  made: NewObject[],
): NewObject {
  const { name } = names;
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
      title: names.title,
      owner: 'group:default/platform-engineers',
      domain,
      kasmVersion: '1.18.1',
      size: 'small',
      release: names.release,
      namespace: names.namespace,
      nodeSelector: { 'workload-type': 'general' },
      database: {
        cluster: names.databaseCluster,
        namespace: names.databaseNamespace,
        instances: 3,
        storageSize: '20Gi',
        storageClass: 'harvester',
        nodeSelector: { 'workload-type': 'database' },
        backups: {
          method: 'plugin',
          schedule: BACKUP_SCHEDULE,
          destinationPath: backupPath(names),
          endpointUrl: 'https://minio.minio.svc:9000',
          credentialsSecret: names.archiveCredentials,
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
      agents: { cluster: 'harvester', namespace: names.agentNamespace },
    },
    archiveServerName: archiveServer(names),
    // the uid is noted when the portal sees an object, and missing until then
    created: made.map(({ apiVersion, kind, metadata }) => ({
      apiVersion,
      kind,
      namespace: metadata.namespace,
      name: metadata.name,
      uid: '',
    })),
  };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${name}-descriptor`,
      namespace: names.systemNamespace,
      labels: ownedByPortal(names),
    },
    data: { 'descriptor.json': JSON.stringify(descriptor, null, 2) },
  };
}

import type { NewObject } from '../../apiserver/ClusterStore';
import type { ReleaseContext, Values } from '../helm/Chart';

/** Labels of everything in a release. */
export function commonLabels(release: ReleaseContext): Record<string, string> {
  return {
    'app.kubernetes.io/instance': release.name,
    'app.kubernetes.io/managed-by': 'Helm',
    'app.kubernetes.io/part-of': 'kasm',
    'app.kubernetes.io/version': release.appVersion,
    'helm.sh/chart': `kasm-${release.version}`,
    'kasm-version': release.appVersion,
  };
}

/** The environment of everything that talks to the database. */
export function databaseEnvironment(values: Values) {
  const { database } = values;
  const { name, key } = database.kasmDbSecret;
  return [
    { name: 'POSTGRES_HOST', value: database.hostname },
    { name: 'POSTGRES_PORT', value: String(database.port) },
    { name: 'POSTGRES_DB', value: database.kasmDbName },
    { name: 'POSTGRES_USER', value: database.kasmDbUser },
    {
      name: 'POSTGRES_PASSWORD',
      valueFrom: { secretKeyRef: { name, key: key ?? 'password' } },
    },
  ];
}

interface ServicePort {
  name: string;
  port: number;
  targetPort: number | string;
}

/** One of the chart's Deployments with its Services. */
export interface KasmComponent {
  /** `app.kubernetes.io/component`. */
  label: string;
  /** `app.kubernetes.io/name`; the Deployment is called `<name>-deployment`. */
  name: string;
  /** Key of `components` in the values. */
  key: string;
  image: string;
  container: string;
  /** Replicas by deployment size. */
  replicas: Record<string, number>;
  services: Array<{ name: string; type?: string; ports: ServicePort[] }>;
  /** Components whose readiness its init containers wait for; `db` is the database. */
  waitsFor: string[];
  /** Whether it mounts the TLS Secret. */
  mountsCertificate: boolean;
  readiness: object;
}

const usual = { small: 1, medium: 2, large: 3 };
const http = (path: string, port: number, scheme = 'HTTP') => ({
  httpGet: { path, port, scheme },
});
const port = (name: string, number: number): ServicePort => ({
  name,
  port: number,
  targetPort: number,
});

/** The components of a release, in the order they come up. */
export function kasmComponents(
  values: Values,
  release: ReleaseContext,
  zone: string,
): KasmComponent[] {
  const own = (suffix: string) => `${release.name}-${suffix}`;
  const all: KasmComponent[] = [
    {
      label: 'api',
      name: own('api'),
      key: 'api',
      image: 'kasmweb/api',
      container: 'kasm-api',
      replicas: usual,
      services: [{ name: 'kasm-api', ports: [port('http', 8080)] }],
      waitsFor: ['db'],
      mountsCertificate: false,
      readiness: http('/api/__healthcheck', 8080),
    },
    {
      label: 'manager',
      name: own(`manager-${zone}`),
      key: 'manager',
      image: 'kasmweb/manager',
      container: 'kasm-manager',
      replicas: usual,
      services: ['kasm-manager', `kasm-manager-${zone}`].map(name => ({
        name,
        ports: [port('http', 8181)],
      })),
      waitsFor: ['api'],
      mountsCertificate: false,
      readiness: http('/__healthcheck', 8181),
    },
    {
      label: 'guac',
      name: own('guac'),
      key: 'guac',
      image: 'kasmweb/kasm-guac',
      container: 'kasm-guac',
      replicas: usual,
      services: [{ name: 'kasm-guac', ports: [port('http', 3000)] }],
      waitsFor: ['api'],
      mountsCertificate: false,
      readiness: http('/__healthcheck', 3000),
    },
    {
      label: 'rdp-gateway',
      name: own('rdp-gw'),
      key: 'rdpGateway',
      image: 'kasmweb/rdp-gateway',
      container: 'kasm-rdp-gateway',
      replicas: usual,
      services: [{ name: 'kasm-rdp-gateway', ports: [port('http', 5555)] }],
      waitsFor: ['api'],
      mountsCertificate: true,
      readiness: http('/__healthcheck', 5555),
    },
    {
      label: 'rdp-https-gateway',
      name: own('rdp-https-gw'),
      key: 'rdpHttpsGateway',
      image: 'kasmweb/rdp-https-gateway',
      container: 'kasm-rdp-https-gateway',
      replicas: usual,
      services: [
        { name: 'kasm-rdp-https-gateway', ports: [port('https', 9443)] },
      ],
      waitsFor: ['api'],
      mountsCertificate: true,
      readiness: http('/rdp-https-gateway/__healthcheck', 9443, 'HTTPS'),
    },
    {
      label: 'proxy',
      name: own(`proxy-${zone}`),
      key: 'proxy',
      image: 'kasmweb/proxy',
      container: 'kasm-proxy',
      replicas: { small: 1, medium: 2, large: 4 },
      services: [
        {
          name: `kasm-proxy-${zone}`,
          ports: [port('http', 8080), port('https', 8443)],
        },
        ...(values.proxyService.type === 'LoadBalancer'
          ? [
              {
                name: 'kasm-proxy-ext',
                type: 'LoadBalancer',
                ports: [{ name: 'https', port: 443, targetPort: 8443 }],
              },
            ]
          : []),
      ],
      waitsFor: ['api', 'manager', 'guac', 'rdp-gateway'],
      mountsCertificate: true,
      readiness: { exec: { command: ['nginx', '-t'] } },
    },
  ];
  const enabled = all.filter(
    component => values.components?.[component.key]?.enabled !== false,
  );
  const labels = enabled.map(component => component.label);
  return enabled.map(component => ({
    ...component,
    waitsFor: component.waitsFor.filter(
      awaited => awaited === 'db' || labels.includes(awaited),
    ),
  }));
}

function environmentFor(
  component: KasmComponent,
  values: Values,
  release: ReleaseContext,
) {
  switch (component.label) {
    case 'api':
    case 'manager':
      return databaseEnvironment(values);
    case 'proxy':
      return [];
    default:
      return [
        { name: 'SERVER_ZONE_NAME', value: 'default' },
        {
          name: 'REGISTRATION_TOKEN',
          valueFrom: {
            secretKeyRef: {
              name: `${release.name}-secrets`,
              key: 'service-token',
            },
          },
        },
      ];
  }
}

/** The Deployment of a component. */
export function kasmDeployment(
  component: KasmComponent,
  values: Values,
  release: ReleaseContext,
): NewObject {
  const settings = values.components?.[component.key] ?? {};
  const tag = settings.image?.tag ?? release.appVersion;
  const image = `${settings.image?.repository ?? component.image}:${tag}`;
  const selector = {
    'app.kubernetes.io/name': component.name,
    'app.kubernetes.io/instance': release.name,
  };
  const labels = {
    ...commonLabels(release),
    'app.kubernetes.io/component': component.label,
    ...selector,
  };
  const replicas = component.replicas[values.deploymentSize];
  const environment = environmentFor(component, values, release);
  const helper = `kasmweb/api:${release.appVersion}`;
  const certificate =
    values.certificate.secretName ?? `${release.name}-proxy-cert`;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: `${component.name}-deployment`,
      namespace: release.namespace,
      labels,
    },
    spec: {
      replicas,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: selector },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 1, maxSurge: replicas + 1 },
      },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: values.nodeSelector,
          securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
          initContainers: [
            ...component.waitsFor.map(awaited => ({
              name: `${awaited}-is-ready`,
              image: helper,
              ...(awaited === 'db' ? { env: environment } : {}),
            })),
            ...(component.label === 'api' || component.label === 'manager'
              ? []
              : [{ name: `${component.label}-data-perms`, image: helper }]),
          ],
          containers: [
            {
              name: component.container,
              image,
              imagePullPolicy: values.imagePullPolicy,
              env: environment,
              ports: component.services[0].ports.map(each => ({
                name: each.name,
                containerPort: each.port,
                protocol: 'TCP',
              })),
              readinessProbe: {
                ...component.readiness,
                initialDelaySeconds: 30,
                periodSeconds: 30,
                timeoutSeconds: 10,
                failureThreshold: 3,
              },
              resources: settings.resources ?? {
                requests: { cpu: '150m', memory: '64Mi' },
                limits: { cpu: '500m', memory: '512Mi' },
              },
            },
          ],
          volumes: component.mountsCertificate
            ? [{ name: 'kasm-cert', secret: { secretName: certificate } }]
            : [],
        },
      },
    },
  };
}

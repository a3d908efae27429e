import type { ReleaseContext, Values } from '../helm/Chart';
import { databaseEnvironment } from './databaseJobs';
import { certificateSecret, zonesOf } from './exposure';
import type { KasmComponent, Variable } from './KasmComponent';
import { replicasOf } from './presets';
import { secretNameOf } from './releaseSecret';

/** Directory of what guac records, in GiB. */
const RECORDINGS = 10;

const http = (path: string, port: number, scheme = 'HTTP') => ({
  httpGet: { path, port, scheme },
});
const port = (name: string, number: number) => ({
  name,
  port: number,
  targetPort: number,
});

/** The tag of a component's image; the chart has none of its own. */
function tagOf(values: Values, key: string): string {
  const tag = values.components?.[key]?.image?.tag || values.useImageTags;
  if (!tag) {
    throw new Error(
      `execution error at (kasm-helm/templates/${key}-deployment.yaml): Image tag not set for "${key}". Set .Values.useImageTags (chart-wide) or .Values.components.${key}.image.tag.`,
    );
  }
  return tag;
}

/** A component's image. */
export function imageOf(values: Values, key: string, name: string): string {
  const { registry, repository } = values.components?.[key]?.image ?? {};
  return `${registry ?? 'docker.io'}/${repository ?? name}:${tagOf(
    values,
    key,
  )}`;
}

/** The components of chart 1.1190.x in the order they come up. Their names begin with the release's. */
export function components1190(
  values: Values,
  release: ReleaseContext,
): KasmComponent[] {
  const [primary] = zonesOf(values);
  const api = `${release.name}-api-${primary}`;
  const apiWait = {
    name: `${release.name}-api-is-ready`,
    service: api,
    port: 8080,
    path: '/api/__healthcheck',
  };
  const gateway: Variable[] = [
    { name: 'ZONE', value: primary },
    { name: 'API_HOSTNAME', value: api },
    {
      name: 'REGISTRATION_TOKEN',
      valueFrom: {
        secretKeyRef: {
          name: secretNameOf(values, release),
          key: 'service-token',
        },
      },
    },
  ];
  const component = (
    label: string,
    key: string,
    image: string,
    zone: string,
    kind: 'Deployment' | 'StatefulSet',
    more: Pick<KasmComponent, 'readiness'> &
      Partial<KasmComponent> & { ports: KasmComponent['services'][0]['ports'] },
  ): KasmComponent => {
    const name = `${release.name}-${label}-${zone}`;
    const { ports, ...rest } = more;
    return {
      label,
      key,
      name,
      workload: { kind, name },
      container: name,
      image: imageOf(values, key, image),
      replicas:
        values.components?.[key]?.replicas ||
        replicasOf(label, values.deploymentSize),
      services: [{ name, ports }],
      environment: gateway,
      waitsForDatabase: false,
      waits: [apiWait],
      configMaps: [],
      preparesDirectories: false,
      ...rest,
    };
  };
  const isEnabled = ({ key }: KasmComponent) =>
    values.components?.[key]?.enabled !== false;
  const certificate = certificateSecret(values, release);
  const database = (zone: string): Variable[] => [
    ...databaseEnvironment(values, release),
    { name: 'SERVER_ZONE_NAME', value: zone },
  ];
  return [
    ...zonesOf(values).map(zone =>
      component('api', 'api', 'kasmweb/api', zone, 'Deployment', {
        ports: [port('api-pt', 8080)],
        environment: database(zone),
        waitsForDatabase: true,
        waits: [],
        readiness: http('/api/__healthcheck', 8080),
      }),
    ),
    ...zonesOf(values).map(zone =>
      component('manager', 'manager', 'kasmweb/manager', zone, 'Deployment', {
        ports: [port('manager-pt', 8181)],
        environment: database(zone),
        readiness: http('/__healthcheck', 8181),
      }),
    ),
    ...[
      component('guac', 'guac', 'kasmweb/kasm-guac', primary, 'StatefulSet', {
        ports: [port('guac-pt', 3000), port('guac-nginx-pt', 9000)],
        readiness: http('/__healthcheck', 3000),
        volumeClaimTemplates: [
          {
            metadata: { name: 'tmp-data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: `${RECORDINGS}Gi` } },
            },
          },
        ],
      }),
      component(
        'rdp-gateway',
        'rdpGateway',
        'kasmweb/rdp-gateway',
        primary,
        'Deployment',
        {
          ports: [port('rdp-gw-pt', 5555)],
          certificate,
          readiness: http('/__healthcheck', 5555),
        },
      ),
      component(
        'rdp-https-gateway',
        'rdpHttpsGateway',
        'kasmweb/rdp-https-gateway',
        primary,
        'StatefulSet',
        {
          ports: [port('rdp-tls-pt', 9443)],
          certificate,
          readiness: http('/rdp-https-gateway/__healthcheck', 9443, 'HTTPS'),
        },
      ),
    ].filter(isEnabled),
    ...zonesOf(values).map((zone, index) =>
      proxy(
        component('proxy', 'proxy', 'kasmweb/proxy', zone, 'Deployment', {
          ports: [port('http', 8080), port('https', 8443)],
          environment: [],
          waits: [
            apiWait,
            {
              name: `${release.name}-manager-is-ready`,
              service: `${release.name}-manager-${zone}`,
              port: 8181,
              path: '/__healthcheck',
            },
          ],
          certificate,
          configMaps: [`${release.name}-nginx-shared`],
          readiness: { exec: { command: ['/bin/sh', '-c', 'nginx -t'] } },
        }),
        values,
        release,
        index === 0,
      ),
    ),
  ];
}

/** The proxy with the chart's own way in, which it makes unless it is told not to. */
function proxy(
  component: KasmComponent,
  { proxyService }: Values,
  release: ReleaseContext,
  isFirst: boolean,
): KasmComponent {
  const { type, nodePort } = proxyService;
  return isFirst && ['LoadBalancer', 'NodePort'].includes(type)
    ? {
        ...component,
        services: [
          ...component.services,
          {
            name: `${release.name}-proxy-ext`,
            type,
            ports: [
              {
                name: 'https',
                port: 443,
                targetPort: 8443,
                ...(nodePort ? { nodePort } : {}),
              },
            ],
          },
        ],
      }
    : component;
}

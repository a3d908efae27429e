import type { ReleaseContext, Values } from '../helm/Chart';
import { databaseEnvironment } from './databaseJobs';
import { certificateSecret, zonesOf } from './exposure';
import type {
  ComponentService,
  KasmComponent,
  Variable,
} from './KasmComponent';
import { replicasOf } from './presets';
import { secretNameOf } from './releaseSecret';

const http = (path: string, port: number, scheme = 'HTTP') => ({
  httpGet: { path, port, scheme },
});
const port = (name: string, number: number) => ({
  name,
  port: number,
  targetPort: number,
});
const wait = (service: string, number: number, path: string) => ({
  name: `${service}-is-ready`,
  service,
  port: number,
  path,
});

const API_WAIT = wait('kasm-api', 8080, '/api/__healthcheck');

/** What the gateways say who they are with. */
function gatewayEnvironment(
  values: Values,
  release: ReleaseContext,
): Variable[] {
  return [
    { name: 'SERVER_ZONE_NAME', value: zonesOf(values)[0] },
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
}

/** The chart's own way in, which it makes unless it is told not to. */
const externalService = ({ proxyService }: Values): ComponentService[] =>
  proxyService.type === 'LoadBalancer'
    ? [
        {
          name: 'kasm-proxy-ext',
          type: 'LoadBalancer',
          ports: [{ name: 'https', port: 443, targetPort: 8443 }],
        },
      ]
    : [];

/** The components of chart 1.1181.x in the order they come up. Its Services have the same names in every release. */
export function components1181(
  values: Values,
  release: ReleaseContext,
): KasmComponent[] {
  const isEnabled = (key: string) =>
    values.components?.[key]?.enabled !== false;
  const component = (
    label: string,
    key: string,
    image: string,
    suffix: string,
    more: Pick<KasmComponent, 'services' | 'readiness'> &
      Partial<KasmComponent>,
  ): KasmComponent => {
    const name = `${release.name}-${suffix}`;
    const settings = values.components?.[key]?.image ?? {};
    return {
      label,
      key,
      name,
      workload: { kind: 'Deployment', name: `${name}-deployment` },
      container: `${name}-container`,
      image: `${settings.repository ?? image}:${
        settings.tag ?? release.appVersion
      }`,
      replicas: replicasOf(label, values.deploymentSize),
      environment: gatewayEnvironment(values, release),
      waitsForDatabase: false,
      waits: [API_WAIT],
      configMaps: [],
      preparesDirectories: true,
      ...more,
    };
  };
  const gateways = [
    component('guac', 'guac', 'kasmweb/kasm-guac', 'guac', {
      services: [
        {
          name: 'kasm-guac',
          ports: [
            port('http', 3000),
            ...[3001, 3002, 3003, 3004].map(number =>
              port(`guac-${number}`, number),
            ),
          ],
        },
      ],
      readiness: http('/__healthcheck', 3000),
    }),
    component('rdp-gateway', 'rdpGateway', 'kasmweb/rdp-gateway', 'rdp-gw', {
      services: [{ name: 'kasm-rdp-gateway', ports: [port('http', 5555)] }],
      certificate: certificateSecret(values, release),
      configMaps: [`${release.name}-rdp-gw-configmap`],
      readiness: http('/__healthcheck', 5555),
    }),
    component(
      'rdp-https-gateway',
      'rdpHttpsGateway',
      'kasmweb/rdp-https-gateway',
      'rdp-https-gw',
      {
        services: [
          { name: 'kasm-rdp-https-gateway', ports: [port('https', 9443)] },
        ],
        certificate: certificateSecret(values, release),
        readiness: http('/rdp-https-gateway/__healthcheck', 9443, 'HTTPS'),
      },
    ),
  ];
  return [
    component('api', 'api', 'kasmweb/api', 'api', {
      services: [{ name: 'kasm-api', ports: [port('http', 8080)] }],
      environment: databaseEnvironment(values, release),
      waitsForDatabase: true,
      waits: [],
      preparesDirectories: false,
      readiness: http('/api/__healthcheck', 8080),
    }),
    ...zonesOf(values).map((zone, index) =>
      component('manager', 'manager', 'kasmweb/manager', `manager-${zone}`, {
        services: [
          ...(index === 0 ? ['kasm-manager'] : []),
          `kasm-manager-${zone}`,
        ].map(name => ({ name, ports: [port('http', 8181)] })),
        environment: databaseEnvironment(values, release),
        preparesDirectories: false,
        readiness: http('/__healthcheck', 8181),
      }),
    ),
    ...gateways.filter(({ key }) => isEnabled(key)),
    ...zonesOf(values).map((zone, index) =>
      component('proxy', 'proxy', 'kasmweb/proxy', `proxy-${zone}`, {
        services: [
          {
            name: `kasm-proxy-${zone}`,
            ports: [port('http', 8080), port('https', 8443)],
          },
          ...(index === 0 ? externalService(values) : []),
        ],
        environment: [],
        waits: [
          API_WAIT,
          wait(`kasm-manager-${zone}`, 8181, '/__healthcheck'),
          ...(isEnabled('guac')
            ? [wait('kasm-guac', 3000, '/__healthcheck')]
            : []),
          ...(isEnabled('rdpGateway')
            ? [wait('kasm-rdp-gateway', 5555, '/__healthcheck')]
            : []),
        ],
        certificate: certificateSecret(values, release),
        configMaps: [
          `${release.name}-proxy-base-configmap`,
          `${release.name}-proxy-${zone}-settings-configmap`,
          `${release.name}-proxy-services-configmap`,
        ],
        readiness: { exec: { command: ['/bin/sh', '-c', 'nginx -t'] } },
      }),
    ),
  ];
}

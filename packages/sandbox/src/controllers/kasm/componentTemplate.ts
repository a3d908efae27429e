import type { Values } from '../helm/Chart';
import type {
  ChartStyle,
  KasmComponent,
  Variable,
  Wait,
} from './KasmComponent';
import { resourcesOf, WAITING_RESOURCES } from './presets';

const POD_SECURITY = { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 };
/** What the chart allows every container but those that prepare directories. */
const CONTAINER_SECURITY = {
  runAsUser: 1000,
  runAsGroup: 1000,
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/** The pod's part of what `applySecurity` switches off. */
export const podSecurity = (values: Values) =>
  values.applySecurity === false ? {} : { securityContext: POD_SECURITY };

const containerSecurity = (values: Values) =>
  values.applySecurity === false ? {} : { securityContext: CONTAINER_SECURITY };

/** An init container that waits until Kasm's tables are in the database. */
function databaseWait(image: string, environment: Variable[], values: Values) {
  return {
    name: 'db-is-ready',
    image,
    imagePullPolicy: values.imagePullPolicy,
    env: environment.filter(({ name }) => name.startsWith('POSTGRES_')),
    command: ['/bin/bash', '-c'],
    args: [
      'until psql -t -c "select zone_id from zones" 2>/dev/null; do echo "Waiting for DB to initialize..."; sleep 5; done',
    ],
    ...containerSecurity(values),
  };
}

function componentWait(
  { name, service, port, path }: Wait,
  image: string,
  values: Values,
) {
  return {
    name,
    image,
    imagePullPolicy: values.imagePullPolicy,
    resources: WAITING_RESOURCES,
    command: ['/bin/sh', '-ec'],
    args: [
      `until curl "http://${service}:${port}${path}"; do echo "Waiting for the ${service} server to start..."; sleep 5; done`,
    ],
    ...containerSecurity(values),
  };
}

function mountsOf({ certificate, configMaps, name }: KasmComponent) {
  return [
    ...(certificate
      ? [
          ['/etc/ssl/certs/kasm_nginx.crt', 'tls.crt'],
          ['/etc/ssl/private/kasm_nginx.key', 'tls.key'],
        ].map(([mountPath, subPath]) => ({
          name: `${name}-cert`,
          mountPath,
          subPath,
        }))
      : []),
    ...configMaps.map(map => ({ name: map, mountPath: `/etc/kasm/${map}` })),
  ];
}

function volumesOf({ certificate, configMaps, name }: KasmComponent) {
  return [
    ...(certificate
      ? [{ name: `${name}-cert`, secret: { secretName: certificate } }]
      : []),
    ...configMaps.map(map => ({ name: map, configMap: { name: map } })),
    { name: `${name}-data`, emptyDir: { sizeLimit: '1Gi' } },
  ];
}

function probes({ readiness, services }: KasmComponent, style: ChartStyle) {
  const [{ port }] = services[0].ports;
  return {
    livenessProbe: { tcpSocket: { port }, ...style.probeTiming },
    readinessProbe: { ...readiness, ...style.probeTiming },
  };
}

/** The pods of a component. */
export function componentTemplate(
  component: KasmComponent,
  values: Values,
  style: ChartStyle,
  labels: Record<string, string>,
) {
  const settings = values.components?.[component.key] ?? {};
  const annotations = {
    ...values.annotations?.pod,
    ...settings.annotations,
  };
  return {
    metadata: {
      labels,
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec: {
      restartPolicy: 'Always',
      nodeSelector: values.nodeSelector,
      ...(values.affinity ? { affinity: values.affinity } : {}),
      ...podSecurity(values),
      initContainers: [
        ...(component.preparesDirectories && values.applySecurity !== false
          ? [
              {
                name: `${component.name}-data-perms`,
                image: style.helperImage,
                imagePullPolicy: 'IfNotPresent',
                securityContext: { runAsNonRoot: false, runAsUser: 0 },
              },
            ]
          : []),
        ...(component.waitsForDatabase
          ? [databaseWait(style.helperImage, component.environment, values)]
          : []),
        ...component.waits.map(wait =>
          componentWait(wait, style.helperImage, values),
        ),
      ],
      containers: [
        {
          name: component.container,
          image: component.image,
          imagePullPolicy: values.imagePullPolicy,
          env: component.environment,
          ports: component.services[0].ports.map(each => ({
            name: each.name,
            containerPort: each.targetPort,
            protocol: 'TCP',
          })),
          ...(values.applyHealthChecks === false
            ? {}
            : probes(component, style)),
          resources: settings.resources ?? resourcesOf(component.label),
          volumeMounts: mountsOf(component),
          ...containerSecurity(values),
        },
      ],
      volumes: volumesOf(component),
    },
  };
}

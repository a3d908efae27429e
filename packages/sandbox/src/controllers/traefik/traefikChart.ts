import type { NewObject } from '../../apiserver/ClusterStore';
import type { Chart, ReleaseContext, Values } from '../helm/Chart';

const labels = (release: ReleaseContext) => ({
  'app.kubernetes.io/instance': `${release.name}-${release.namespace}`,
  'app.kubernetes.io/managed-by': 'Helm',
  'app.kubernetes.io/name': release.name,
  'helm.sh/chart': `${release.name}-${release.version}`.replace('+', '_'),
});

const PROVIDERS = [
  ['kubernetescrd', 'kubernetesCRD'],
  ['kubernetesingress', 'kubernetesIngress'],
] as const;

function providerArguments(providers: Values): string[] {
  return [
    ...PROVIDERS.flatMap(([flag, key]) => {
      const settings: Values = providers[key];
      const prefix = `--providers.${flag}`;
      return settings.enabled
        ? [
            prefix,
            ...(settings.ingressClass
              ? [`${prefix}.ingressClass=${settings.ingressClass}`]
              : []),
            ...(settings.allowCrossNamespace
              ? [`${prefix}.allowCrossNamespace=true`]
              : []),
            ...(settings.allowEmptyServices
              ? [`${prefix}.allowEmptyServices=true`]
              : []),
          ]
        : [];
    }),
    ...(providers.kubernetesGateway?.enabled
      ? ['--providers.kubernetesgateway']
      : []),
  ];
}

function entryPointArguments(name: string, entryPoint: Values): string[] {
  const prefix = `--entryPoints.${name}`;
  const redirection = entryPoint.http?.redirections?.entryPoint;
  const timeouts: Record<string, string> =
    entryPoint.transport?.respondingTimeouts ?? {};
  return [
    ...(redirection
      ? [
          `${prefix}.http.redirections.entryPoint.to=${redirection.to}`,
          `${prefix}.http.redirections.entryPoint.scheme=${
            redirection.scheme ?? 'https'
          }`,
          ...(redirection.permanent === false
            ? [`${prefix}.http.redirections.entryPoint.permanent=false`]
            : []),
        ]
      : []),
    ...(entryPoint.http?.tls?.enabled ?? entryPoint.tls?.enabled
      ? [`${prefix}.http.tls=true`]
      : []),
    ...Object.entries(timeouts).map(
      ([timeout, value]) =>
        `${prefix}.transport.respondingTimeouts.${timeout}=${value}`,
    ),
  ];
}

/** Traefik's arguments as the chart renders them; what is additional comes last and so wins. */
export function traefikArguments(values: Values): string[] {
  const ports = Object.entries<Values>(values.ports);
  return [
    '--global.checkNewVersion=false',
    '--global.sendAnonymousUsage=false',
    ...ports.flatMap(([name, entryPoint]) => [
      `--entryPoints.${name}.address=:${entryPoint.port}/tcp`,
    ]),
    '--api.dashboard=true',
    '--ping=true',
    ...providerArguments(values.providers),
    ...ports.flatMap(([name, entryPoint]) =>
      entryPointArguments(name, entryPoint),
    ),
    '--log.level=INFO',
    ...(values.additionalArguments ?? []),
  ];
}

function render(values: Values, release: ReleaseContext): NewObject[] {
  const { name, namespace } = release;
  const metadata = { name, namespace, labels: labels(release) };
  const selector = {
    'app.kubernetes.io/instance': `${name}-${namespace}`,
    'app.kubernetes.io/name': name,
  };
  const exposed = Object.entries<Values>(values.ports).filter(
    ([, entryPoint]) => entryPoint.expose,
  );
  const ingressClass = values.ingressClass.name ?? name;
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    ...(values.ingressClass.enabled
      ? [
          {
            apiVersion: 'networking.k8s.io/v1',
            kind: 'IngressClass',
            metadata: {
              name: ingressClass,
              labels: labels(release),
              annotations: {
                'ingressclass.kubernetes.io/is-default-class': String(
                  values.ingressClass.isDefaultClass,
                ),
              },
            },
            spec: { controller: 'traefik.io/ingress-controller' },
          },
        ]
      : []),
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata,
      spec: {
        selector: { matchLabels: selector },
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
        },
        template: {
          metadata: { labels: { ...labels(release), ...selector } },
          spec: {
            serviceAccountName: name,
            nodeSelector: values.nodeSelector,
            containers: [
              {
                name,
                image: `rancher/hardened-traefik:${release.appVersion}-build20260723`,
                args: traefikArguments(values),
                env: values.env ?? [],
                ports: Object.entries<Values>(values.ports).map(
                  ([portName, entryPoint]) => ({
                    name: portName,
                    containerPort: entryPoint.port,
                    ...(entryPoint.hostPort
                      ? { hostPort: entryPoint.hostPort }
                      : {}),
                    protocol: 'TCP',
                  }),
                ),
                resources: {},
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: values.service.type,
        ...values.service.spec,
        ports: exposed.map(([portName, entryPoint]) => ({
          name: portName,
          port: entryPoint.exposedPort,
          protocol: 'TCP',
          targetPort: portName,
        })),
        selector,
      },
    },
  ];
}

/** RKE2's Traefik chart: a DaemonSet whose arguments come from the values. */
export const traefikChart: Chart = {
  name: 'rke2-traefik',
  versions: { '39.0.702+up39.0.7': 'v3.7.11' },
  defaults: {
    ports: {
      traefik: { port: 8080 },
      web: { port: 8000, hostPort: 80, exposedPort: 80, expose: true },
      websecure: {
        port: 8443,
        hostPort: 443,
        exposedPort: 443,
        expose: true,
        tls: { enabled: true },
      },
      metrics: { port: 9100 },
    },
    ingressClass: { enabled: true, isDefaultClass: true, name: 'traefik' },
    providers: {
      kubernetesCRD: {
        enabled: true,
        ingressClass: 'traefik',
        allowEmptyServices: true,
      },
      kubernetesIngress: {
        enabled: true,
        ingressClass: 'traefik',
        allowEmptyServices: true,
      },
      kubernetesGateway: { enabled: false },
    },
    service: { type: 'ClusterIP' },
    additionalArguments: [],
  },
  // It comes with RKE2: nothing is downloaded, and an upgrade changes three objects.
  takes: 300,
  schemaErrors: () => [],
  render,
};

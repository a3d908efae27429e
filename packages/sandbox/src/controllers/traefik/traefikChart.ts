import type { NewObject } from '../../apiserver/ClusterStore';
import type { Chart, ReleaseContext, Values } from '../helm/Chart';

const labels = (release: ReleaseContext) => ({
  'app.kubernetes.io/instance': `${release.name}-${release.namespace}`,
  'app.kubernetes.io/managed-by': 'Helm',
  'app.kubernetes.io/name': release.name,
  'helm.sh/chart': `${release.name}-${release.version}`.replace('+', '_'),
});

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
    '--providers.kubernetescrd',
    ...(values.providers.kubernetesCRD.ingressClass
      ? [
          `--providers.kubernetescrd.ingressClass=${values.providers.kubernetesCRD.ingressClass}`,
        ]
      : []),
    '--providers.kubernetesingress',
    ...ports.flatMap(([name, entryPoint]) => [
      ...(entryPoint.tls?.enabled
        ? [`--entryPoints.${name}.http.tls=true`]
        : []),
      ...Object.entries<string>(
        entryPoint.transport?.respondingTimeouts ?? {},
      ).map(
        ([timeout, value]) =>
          `--entryPoints.${name}.transport.respondingTimeouts.${timeout}=${value}`,
      ),
    ]),
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
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
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
                ports: Object.entries<Values>(values.ports).map(
                  ([portName, entryPoint]) => ({
                    name: portName,
                    containerPort: entryPoint.port,
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
      web: { port: 8000, exposedPort: 80, expose: true },
      websecure: {
        port: 8443,
        exposedPort: 443,
        expose: true,
        tls: { enabled: true },
      },
      metrics: { port: 9100 },
    },
    providers: { kubernetesCRD: { ingressClass: 'traefik' } },
    service: { type: 'ClusterIP' },
    additionalArguments: [],
  },
  // It comes with RKE2: nothing is downloaded, and an upgrade changes three objects.
  takes: 300,
  schemaErrors: () => [],
  render,
};

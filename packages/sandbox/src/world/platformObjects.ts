import type { NewObject } from '../apiserver/ClusterStore';

/** Read and write timeouts of Traefik that the platform sets for desktop streaming. */
export const PLATFORM_READ_TIMEOUT = '1800s';

export const namespace = (name: string): NewObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

interface OperatorWish {
  namespace: string;
  name: string;
  container: string;
  image: string;
  labels: Record<string, string>;
}

function operator(wish: OperatorWish): NewObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: wish.name,
      namespace: wish.namespace,
      labels: wish.labels,
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: wish.labels },
      template: {
        metadata: { labels: wish.labels },
        spec: { containers: [{ name: wish.container, image: wish.image }] },
      },
    },
  };
}

function service(
  name: string,
  space: string,
  port: { name: string; port: number; targetPort: number },
  selector: Record<string, string>,
  labels: Record<string, string> = selector,
): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: space, labels },
    spec: {
      type: 'ClusterIP',
      ports: [{ protocol: 'TCP', ...port }],
      selector,
    },
  };
}

const cnpg = { 'app.kubernetes.io/name': 'cloudnative-pg' };
const barman = { app: 'barman-cloud' };
const dns = {
  'app.kubernetes.io/instance': 'rke2-coredns',
  'app.kubernetes.io/name': 'rke2-coredns',
  'k8s-app': 'kube-dns',
};

/**
 * What the platform team installed before anybody thought of Kasm: operators, Traefik with its
 * timeouts, an issuer and a storage class.
 */
export function platformObjects(ingressAddress: string): NewObject[] {
  const certManager = [
    'cert-manager',
    'cert-manager-cainjector',
    'cert-manager-webhook',
  ];
  return [
    ...['cnpg-system', 'cert-manager', 'kasm-portal'].map(namespace),
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: 'harvester',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: 'driver.harvesterhci.io',
      allowVolumeExpansion: true,
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'kubernetes',
        namespace: 'default',
        labels: { component: 'apiserver', provider: 'kubernetes' },
      },
      spec: {
        type: 'ClusterIP',
        ports: [
          { name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 },
        ],
      },
    },
    operator({
      namespace: 'kube-system',
      name: 'rke2-coredns-rke2-coredns',
      container: 'coredns',
      image: 'rancher/hardened-coredns:v1.14.1-build20260701',
      labels: dns,
    }),
    service(
      'rke2-coredns-rke2-coredns',
      'kube-system',
      { name: 'udp-53', port: 53, targetPort: 53 },
      dns,
      {
        ...dns,
        'kubernetes.io/cluster-service': 'true',
        'kubernetes.io/name': 'CoreDNS',
      },
    ),
    operator({
      namespace: 'cnpg-system',
      name: 'cnpg-controller-manager',
      container: 'manager',
      image: 'ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0',
      labels: cnpg,
    }),
    service(
      'cnpg-webhook-service',
      'cnpg-system',
      { name: 'https', port: 443, targetPort: 9443 },
      cnpg,
    ),
    operator({
      namespace: 'cnpg-system',
      name: 'barman-cloud',
      container: 'barman-cloud',
      image: 'ghcr.io/cloudnative-pg/plugin-barman-cloud:v0.14.0',
      labels: barman,
    }),
    service(
      'barman-cloud',
      'cnpg-system',
      { name: 'grpc', port: 9090, targetPort: 9090 },
      barman,
      { ...barman, 'cnpg.io/pluginName': 'barman-cloud.cloudnative-pg.io' },
    ),
    ...certManager.map(name =>
      operator({
        namespace: 'cert-manager',
        name,
        container: name,
        image: `quay.io/jetstack/${name}:v1.21.1`,
        labels: {
          'app.kubernetes.io/instance': 'cert-manager',
          'app.kubernetes.io/name': name,
        },
      }),
    ),
    service(
      'cert-manager-webhook',
      'cert-manager',
      { name: 'https', port: 443, targetPort: 10250 },
      {
        'app.kubernetes.io/instance': 'cert-manager',
        'app.kubernetes.io/name': 'cert-manager-webhook',
      },
    ),
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: 'vault-issuer' },
      spec: {
        vault: {
          server: 'https://vault.vault.svc.cluster.local:8200',
          path: 'pki_int/sign/platform',
          auth: {
            kubernetes: {
              role: 'cert-manager',
              mountPath: '/v1/auth/kubernetes',
              serviceAccountRef: { name: 'cert-manager' },
            },
          },
        },
      },
    },
    {
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'rke2-traefik', namespace: 'kube-system' },
      spec: {
        failurePolicy: 'retry',
        valuesContent: traefikValues(PLATFORM_READ_TIMEOUT),
      },
    },
    {
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChart',
      metadata: { name: 'rke2-traefik', namespace: 'kube-system' },
      spec: {
        chart: 'rke2-traefik',
        version: '39.0.702+up39.0.7',
        targetNamespace: 'kube-system',
        bootstrap: false,
        set: {
          'service.type': 'LoadBalancer',
          'service.spec.loadBalancerIP': ingressAddress,
        },
      },
    },
  ];
}

/** The platform's values for Traefik, as in `traefik-timeout-helmchartconfig.yaml`. */
export function traefikValues(readTimeout: string): string {
  const timeouts = ['web', 'websecure'].map(
    entryPoint =>
      `  - "--entryPoints.${entryPoint}.transport.respondingTimeouts.readTimeout=${readTimeout}"`,
  );
  return ['additionalArguments:', ...timeouts, ''].join('\n');
}

import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';

const READY = [{ type: 'Ready', status: 'True' }];

/** What a cluster brings that is ready for Kasm: nodes, storage, CloudNativePG's operator, Traefik. */
export function platformObjects(): KubeObject[] {
  return [
    node('general-1', 'general'),
    ...['database-1', 'database-2', 'database-3'].map(name =>
      node(name, 'database'),
    ),
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: 'harvester',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: 'driver.harvesterhci.io',
      allowVolumeExpansion: true,
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'cnpg-controller-manager',
        namespace: 'cnpg-system',
        labels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
      },
      spec: {
        selector: {
          matchLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
        },
        template: {
          metadata: { labels: { 'app.kubernetes.io/name': 'cloudnative-pg' } },
          spec: {
            containers: [
              {
                name: 'manager',
                image: 'ghcr.io/cloudnative-pg/cloudnative-pg:1.27.0',
              },
            ],
          },
        },
      },
      status: { replicas: 1, availableReplicas: 1, readyReplicas: 1 },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'barman-cloud',
        namespace: 'cnpg-system',
        labels: { 'cnpg.io/pluginName': 'barman-cloud.cloudnative-pg.io' },
      },
      spec: { ports: [{ port: 9090 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'rke2-traefik', namespace: 'kube-system' },
      spec: {
        selector: { matchLabels: { app: 'traefik' } },
        template: {
          metadata: { labels: { app: 'traefik' } },
          spec: {
            // no kubelet plays its pods, so that none are wanted where a controller counts them
            nodeSelector: { 'kasm-portal/test': 'nowhere' },
            containers: [
              {
                name: 'traefik',
                image: 'docker.io/rancher/hardened-traefik:v3.5.0',
                args: [
                  '--entryPoints.websecure.address=:8443/tcp',
                  '--entryPoints.websecure.transport.respondingTimeouts.readTimeout=1800s',
                ],
              },
            ],
          },
        },
      },
      status: {
        currentNumberScheduled: 1,
        desiredNumberScheduled: 1,
        numberAvailable: 1,
        numberMisscheduled: 0,
        numberReady: 1,
      },
    },
  ];
}

function node(name: string, type: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'workload-type': type } },
    status: { conditions: READY },
  };
}

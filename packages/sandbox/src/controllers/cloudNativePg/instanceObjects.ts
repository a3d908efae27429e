import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { templateHash } from '../machinery/names';
import { controlledBy } from '../machinery/ownerReference';
import { archiver, operandImage, PVC_STATUS } from './facts';

/** What a pod is made from; it is replaced when this changes. */
export const POD_HASH = 'cnpg.io/podSpec';

function commonLabels(cluster: StoredObject): Record<string, string> {
  const { name } = cluster.metadata;
  return {
    'app.kubernetes.io/component': 'database',
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/managed-by': 'cloudnative-pg',
    'app.kubernetes.io/name': 'postgresql',
    'app.kubernetes.io/version': String(operandImage(cluster).major),
    'cnpg.io/cluster': name,
  };
}

/** Labels of a pod by its role. */
export function roleLabels(primary: boolean): Record<string, string> {
  const role = primary ? 'primary' : 'replica';
  return { 'cnpg.io/instanceRole': role, role };
}

/** A hash of everything in the Cluster that its pods depend on. */
export function podHash(cluster: StoredObject): string {
  const { spec, metadata } = cluster;
  return templateHash({
    image: operandImage(cluster).image,
    resources: spec.resources,
    affinity: spec.affinity,
    plugins: spec.plugins,
    restartedAt: metadata.annotations?.['kubectl.kubernetes.io/restartedAt'],
  });
}

/** What the pod and the volume of an instance have in common. */
function partMetadata(
  cluster: StoredObject,
  name: string,
  primary: boolean,
  own: {
    labels: Record<string, string>;
    annotations: Record<string, string>;
  },
): NewObject['metadata'] {
  return {
    name,
    namespace: cluster.metadata.namespace,
    labels: {
      ...commonLabels(cluster),
      ...roleLabels(primary),
      'cnpg.io/instanceName': name,
      ...own.labels,
    },
    annotations: {
      'cnpg.io/nodeSerial': name.slice(cluster.metadata.name.length + 1),
      ...own.annotations,
    },
    ownerReferences: [controlledBy(cluster)],
  };
}

/** The pod of an instance. */
export function instancePod(
  cluster: StoredObject,
  name: string,
  primary: boolean,
): NewObject {
  const { image } = operandImage(cluster);
  const { spec } = cluster;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: partMetadata(cluster, name, primary, {
      labels: { 'cnpg.io/podRole': 'instance' },
      annotations: {
        [POD_HASH]: podHash(cluster),
        'cnpg.io/operatorVersion': '1.28.1',
      },
    }),
    spec: {
      hostname: name,
      serviceAccountName: cluster.metadata.name,
      restartPolicy: 'Always',
      nodeSelector: spec.affinity?.nodeSelector,
      tolerations: spec.affinity?.tolerations,
      initContainers: [
        {
          name: 'bootstrap-controller',
          image: 'ghcr.io/cloudnative-pg/cloudnative-pg:1.28.1',
        },
        ...(archiver(cluster)
          ? [
              {
                name: 'plugin-barman-cloud',
                image:
                  'ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar:v0.14.0',
              },
            ]
          : []),
      ],
      containers: [
        {
          name: 'postgres',
          image,
          resources: spec.resources ?? {},
          ports: [
            { name: 'postgresql', containerPort: 5432, protocol: 'TCP' },
            { name: 'metrics', containerPort: 9187, protocol: 'TCP' },
            { name: 'status', containerPort: 8000, protocol: 'TCP' },
          ],
        },
      ],
      volumes: [{ name: 'pgdata', persistentVolumeClaim: { claimName: name } }],
    },
    status: { phase: 'Pending' },
  };
}

/** The volume of an instance. */
export function instanceVolume(
  cluster: StoredObject,
  name: string,
  primary: boolean,
): NewObject {
  const { size, storageClass } = cluster.spec.storage ?? {};
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: partMetadata(cluster, name, primary, {
      labels: { 'cnpg.io/pvcRole': 'PG_DATA' },
      annotations: { [PVC_STATUS]: 'initializing' },
    }),
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: size ?? '1Gi' } },
      ...(storageClass ? { storageClassName: storageClass } : {}),
      volumeMode: 'Filesystem',
    },
  };
}

/** The Job that fills an instance's volume. */
export function instanceJob(
  cluster: StoredObject,
  instance: string,
  role: 'initdb' | 'join',
): NewObject {
  const name = `${instance}-${role}`;
  const labels = {
    ...commonLabels(cluster),
    'cnpg.io/instanceName': instance,
    'cnpg.io/jobRole': role,
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: cluster.metadata.namespace,
      labels,
      ownerReferences: [controlledBy(cluster)],
    },
    spec: {
      backoffLimit: 6,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          nodeSelector: cluster.spec.affinity?.nodeSelector,
          containers: [
            { name: role, image: operandImage(cluster).image, resources: {} },
          ],
        },
      },
    },
  };
}

/** Services, budgets and the service account of a Cluster. */
export function clusterObjects(cluster: StoredObject): NewObject[] {
  const { name, namespace } = cluster.metadata;
  const metadata = (suffix: string) => ({
    name: `${name}${suffix}`,
    namespace,
    labels: commonLabels(cluster),
    ownerReferences: [controlledBy(cluster)],
  });
  const service = (suffix: string, selector: object): NewObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(suffix),
    spec: {
      type: 'ClusterIP',
      ports: [
        { name: 'postgres', port: 5432, protocol: 'TCP', targetPort: 5432 },
      ],
      selector: { 'cnpg.io/cluster': name, ...selector },
    },
  });
  const budget = (suffix: string, role: string): NewObject => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(suffix),
    spec: {
      minAvailable: 1,
      selector: {
        matchLabels: { 'cnpg.io/cluster': name, 'cnpg.io/instanceRole': role },
      },
    },
  });
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('') },
    service('-rw', { 'cnpg.io/instanceRole': 'primary' }),
    service('-ro', { 'cnpg.io/instanceRole': 'replica' }),
    service('-r', { 'cnpg.io/podRole': 'instance' }),
    ...(cluster.spec.enablePDB === false
      ? []
      : [
          budget('-primary', 'primary'),
          ...(cluster.spec.instances > 1 ? [budget('', 'replica')] : []),
        ]),
  ];
}

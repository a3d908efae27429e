import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { templateHash } from '../machinery/names';
import { RESTARTED_AT } from './facts';
import { partMetadata } from './instanceParts';
import { operandImage } from './operandImage';
import { OPERATOR_VERSION } from './operator';
import { archiver } from './plugins';

/** What a pod is made from; it is replaced when this changes. */
export const POD_HASH = 'cnpg.io/podSpec';

const OPERATOR_IMAGE = `ghcr.io/cloudnative-pg/cloudnative-pg:${OPERATOR_VERSION}`;

/** The plugin's container beside PostgreSQL. */
export const archiverSidecar = () => ({
  name: 'plugin-barman-cloud',
  image: 'ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar:v0.14.0',
  restartPolicy: 'Always',
});

/** A hash of everything in the Cluster that its pods depend on, but the image. */
export function podHash({ spec }: StoredObject): string {
  return templateHash({
    resources: spec.resources,
    affinity: spec.affinity,
    archived: spec.plugins,
    tolerations: spec.topologySpreadConstraints,
    env: spec.env,
  });
}

/** The pod of an instance. */
export function instancePod(
  cluster: StoredObject,
  name: string,
  primary: boolean,
): NewObject {
  const { image } = operandImage(cluster);
  const { spec, metadata } = cluster;
  const restartedAt = metadata.annotations?.[RESTARTED_AT];
  const role = primary ? 'primary' : 'replica';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: partMetadata(
      cluster,
      { name, instance: name, role },
      {
        labels: { 'cnpg.io/podRole': 'instance' },
        annotations: {
          [POD_HASH]: podHash(cluster),
          'cnpg.io/operatorVersion': OPERATOR_VERSION,
          ...(restartedAt ? { [RESTARTED_AT]: restartedAt } : {}),
        },
      },
    ),
    spec: {
      hostname: name,
      serviceAccountName: metadata.name,
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: spec.stopDelay ?? 1800,
      nodeSelector: spec.affinity?.nodeSelector,
      tolerations: spec.affinity?.tolerations,
      affinity: antiAffinity(cluster),
      initContainers: [
        { name: 'bootstrap-controller', image: OPERATOR_IMAGE },
        ...(archiver(cluster) ? [archiverSidecar()] : []),
      ],
      containers: [
        {
          name: 'postgres',
          image,
          command: [
            '/controller/manager',
            'instance',
            'run',
            '--status-port-tls',
            '--log-level=info',
          ],
          resources: spec.resources ?? {},
          readinessProbe: {
            httpGet: { path: '/readyz', port: 8000, scheme: 'HTTPS' },
            periodSeconds: 10,
            timeoutSeconds: 5,
            failureThreshold: 3,
          },
          ports: [
            { name: 'postgresql', containerPort: 5432, protocol: 'TCP' },
            { name: 'metrics', containerPort: 9187, protocol: 'TCP' },
            { name: 'status', containerPort: 8000, protocol: 'TCP' },
          ],
        },
      ],
      volumes: [
        { name: 'pgdata', persistentVolumeClaim: { claimName: name } },
        ...(spec.walStorage
          ? [
              {
                name: 'pg-wal',
                persistentVolumeClaim: { claimName: `${name}-wal` },
              },
            ]
          : []),
      ],
    },
    status: { phase: 'Pending' },
  };
}

/** Away from the other instances, as far as the Cluster wants it. */
function antiAffinity({ spec, metadata }: StoredObject) {
  const {
    enablePodAntiAffinity = true,
    podAntiAffinityType = 'preferred',
    topologyKey = 'kubernetes.io/hostname',
  } = spec.affinity ?? {};
  if (!enablePodAntiAffinity) {
    return undefined;
  }
  const term = {
    labelSelector: {
      matchExpressions: [
        { key: 'cnpg.io/cluster', operator: 'In', values: [metadata.name] },
        { key: 'cnpg.io/podRole', operator: 'In', values: ['instance'] },
      ],
    },
    topologyKey,
  };
  return {
    podAntiAffinity:
      podAntiAffinityType === 'required'
        ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
        : {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 100, podAffinityTerm: term },
            ],
          },
  };
}

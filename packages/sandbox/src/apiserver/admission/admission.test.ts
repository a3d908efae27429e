import { createManualClock } from '../../world/createManualClock';
import type { StoredObject } from '../ClusterStore';
import { createClusterStore } from '../createClusterStore';
import type { ServedStore } from '../store/ServedStore';

let store: ServedStore;

beforeEach(() => {
  store = createClusterStore({ clock: createManualClock() });
});

const namespace = (labels: Record<string, string> = {}) =>
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kasm', labels },
  });
const pod = (spec: object = {}, name = 'api') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'kasm' },
  spec: { containers: [{ name: 'api', image: 'api:1' }], ...spec },
});
const needing = (resources: object, name?: string) =>
  pod({ containers: [{ name: 'api', image: 'api:1', resources }] }, name);
/** What the API server says to what it refuses. */
function refusal(make: () => unknown) {
  try {
    make();
  } catch (error) {
    return (error as any).toStatus?.() ?? error;
  }
  throw new Error('It was taken.');
}

const compliant = {
  securityContext: {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containers: [
    {
      name: 'api',
      image: 'api:1',
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
    },
  ],
};

describe('Pod Security Admission', () => {
  it('refuses what the namespace does not allow, with every reason', () => {
    namespace({ 'pod-security.kubernetes.io/enforce': 'restricted' });
    expect(
      refusal(() =>
        store.create(
          pod({ initContainers: [{ name: 'perms', image: 'api:1' }] }),
        ),
      ),
    ).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message:
        'pods "api" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (containers "perms", "api" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (containers "perms", "api" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or containers "perms", "api" must set securityContext.runAsNonRoot=true), seccompProfile (pod or containers "perms", "api" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
      details: { name: 'api', kind: 'pods' },
    });
    expect(
      refusal(() =>
        store.create(
          pod({
            ...compliant,
            hostNetwork: true,
            volumes: [{ name: 'host', hostPath: { path: '/' } }],
            initContainers: [
              {
                ...compliant.containers[0],
                name: 'root',
                securityContext: {
                  ...compliant.containers[0].securityContext,
                  runAsUser: 0,
                  privileged: true,
                },
              },
            ],
          }),
        ),
      ).message,
    ).toBe(
      'pods "api" is forbidden: violates PodSecurity "restricted:latest": host namespaces (hostNetwork=true), privileged (container "root" must not set securityContext.privileged=true), restricted volume types (volume "host" uses restricted volume type "hostPath"), runAsUser=0 (container "root" must not set runAsUser=0)',
    );
    expect(store.create(pod(compliant)).metadata.name).toBe('api');
  });

  it('takes root under baseline, but not the host', () => {
    namespace({ 'pod-security.kubernetes.io/enforce': 'baseline' });
    store.create(pod({ securityContext: { runAsUser: 0 } }));
    expect(
      refusal(() =>
        store.create(
          pod(
            {
              volumes: [{ name: 'host', hostPath: { path: '/' } }],
              containers: [
                {
                  name: 'api',
                  image: 'api:1',
                  ports: [{ containerPort: 80, hostPort: 80 }],
                  securityContext: { capabilities: { add: ['SYS_ADMIN'] } },
                },
              ],
            },
            'other',
          ),
        ),
      ).message,
    ).toBe(
      'pods "other" is forbidden: violates PodSecurity "baseline:latest": non-default capabilities (container "api" must not include "SYS_ADMIN" in securityContext.capabilities.add), hostPath volumes (volume "host"), hostPort (container "api" uses hostPort 80)',
    );
  });

  it('has a default for the whole cluster, and warns of workloads', () => {
    namespace({ 'pod-security.kubernetes.io/warn': 'restricted' });
    const warnings: string[] = [];
    const kind = store.registry.kind('deployments.apps');
    store.insert(
      kind,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'api', namespace: 'kasm' },
        spec: {
          selector: { matchLabels: { app: 'api' } },
          template: {
            metadata: { labels: { app: 'api' } },
            spec: pod().spec,
          },
        },
      } as unknown as StoredObject,
      { warn: text => warnings.push(text) },
    );
    expect(warnings).toEqual([
      expect.stringMatching(
        /^would violate PodSecurity "restricted:latest": allowPrivilegeEscalation/,
      ),
    ]);
    store.create(pod());
    store.podSecurityDefault = 'restricted';
    expect(refusal(() => store.create(pod({}, 'second'))).code).toBe(403);
    expect(
      store.create({
        ...pod({}, 'system'),
        metadata: { name: 'system', namespace: 'kube-system' },
      }).metadata.name,
    ).toBe('system');
  });
});

describe('ResourceQuotas', () => {
  beforeEach(() => {
    namespace();
    store.create({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'compute', namespace: 'kasm' },
      spec: {
        hard: { 'requests.cpu': '1', 'limits.memory': '1Gi', pods: '5' },
      },
    });
  });

  it('refuse what is too much, and what does not say how much it is', () => {
    const half = {
      requests: { cpu: '600m' },
      limits: { memory: '256Mi' },
    };
    store.create(needing(half));
    expect(refusal(() => store.create(needing(half, 'second')))).toMatchObject({
      code: 403,
      message:
        'pods "second" is forbidden: exceeded quota: compute, requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1',
    });
    expect(
      refusal(() => store.create(needing({ requests: { cpu: '1m' } }, 'third')))
        .message,
    ).toBe(
      'pods "third" is forbidden: failed quota: compute: must specify limits.memory for: api',
    );
    // A pod that has ended uses nothing.
    store.updateStatus('pods', 'kasm', 'api', status => {
      status.phase = 'Succeeded';
    });
    expect(store.create(needing(half, 'second')).metadata.name).toBe('second');
  });
});

describe('LimitRanges', () => {
  it('fill in what containers leave open, and refuse what is out of bounds', () => {
    namespace();
    store.create({
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'bounds', namespace: 'kasm' },
      spec: {
        limits: [
          {
            type: 'Container',
            default: { cpu: '500m', memory: '256Mi' },
            defaultRequest: { cpu: '100m' },
            max: { cpu: '2' },
          },
          { type: 'PersistentVolumeClaim', max: { storage: '10Gi' } },
        ],
      },
    });
    const made = store.create(pod());
    expect(made.spec.containers[0].resources).toEqual({
      limits: { cpu: '500m', memory: '256Mi' },
      requests: { cpu: '100m', memory: '256Mi' },
    });
    expect(made.metadata.annotations!['kubernetes.io/limit-ranger']).toBe(
      'LimitRanger plugin set: cpu, memory request for container api; cpu, memory limit for container api',
    );
    expect(
      refusal(() => store.create(needing({ limits: { cpu: '4' } }, 'large')))
        .message,
    ).toBe(
      'pods "large" is forbidden: maximum cpu usage per Container is 2, but limit is 4',
    );
    expect(
      refusal(() =>
        store.create({
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data', namespace: 'kasm' },
          spec: { resources: { requests: { storage: '20Gi' } } },
        }),
      ).message,
    ).toBe(
      'persistentvolumeclaims "data" is forbidden: maximum storage usage per PersistentVolumeClaim is 10Gi, but request is 20Gi',
    );
  });
});

describe('what every pod gets', () => {
  it('is a ServiceAccount, a priority and patience with its node', () => {
    namespace();
    expect(store.create(pod()).spec).toMatchObject({
      serviceAccountName: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      tolerations: [
        { key: 'node.kubernetes.io/not-ready', tolerationSeconds: 300 },
        { key: 'node.kubernetes.io/unreachable', tolerationSeconds: 300 },
      ],
    });
  });
});

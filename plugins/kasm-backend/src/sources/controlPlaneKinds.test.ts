import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { claims } from './claims';
import { deployments } from './deployments';
import { exposuresOf } from './exposures';
import { nodes } from './nodes';
import { pods, type WatchedPod } from './pods';
import { quantity } from './quantity';
import { helmChartConfigs, helmCharts, jobs } from './releaseKinds';
import { services } from './services';
import { statefulSets } from './statefulSets';
import { newestWarnings, warnings, type WatchedWarning } from './warnings';

const object = (rest: object, metadata: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Any',
  metadata: { name: 'it', ...metadata },
  ...rest,
});

describe('projections of the control plane', () => {
  it.each([claims, services, statefulSets, nodes, helmChartConfigs])(
    'bear an object without spec and status: %#',
    watched => {
      expect(watched.project(object({}))).toMatchObject({ name: 'it' });
    },
  );

  it('keep who else than Helm set replicas or images, and nothing more of it', () => {
    const entry = (manager: string, spec: object, subresource?: string) => ({
      manager,
      subresource,
      fieldsV1: { 'f:spec': spec },
    });
    const image = {
      'f:template': {
        'f:spec': { 'f:containers': { 'k:{"name":"api"}': { 'f:image': {} } } },
      },
    };
    const managedFields = [
      entry('helm', { 'f:replicas': {}, ...image }),
      entry('kubectl-edit', image),
      entry('autoscaler', { 'f:replicas': {} }, 'scale'),
      entry('kube-controller-manager', { 'f:replicas': {} }, 'status'),
      entry('kubectl-rollout', { 'f:template': { 'f:metadata': {} } }),
      { manager: 'odd' },
    ];
    const projected = deployments.project(object({}, { managedFields }));
    expect(projected.foreignManagers).toEqual(['autoscaler', 'kubectl-edit']);
    expect(JSON.stringify(projected)).not.toContain('f:');
    expect(
      deployments.project(object({}, { managedFields: [managedFields[0]] }))
        .foreignManagers,
    ).toBeUndefined();
  });

  it('tell a StatefulSet that is rolled out from one that is not', () => {
    const set = (status: object) =>
      statefulSets.project(
        object(
          {
            spec: { replicas: 2 },
            status: { observedGeneration: 1, ...status },
          },
          { generation: 1, labels: { 'app.kubernetes.io/component': 'guac' } },
        ),
      );
    const done = { replicas: 2, readyReplicas: 2, availableReplicas: 2 };
    expect(
      set({ ...done, currentRevision: 'a', updateRevision: 'a' }),
    ).toMatchObject({ kind: 'StatefulSet', component: 'guac', complete: true });
    expect(
      set({
        ...done,
        updatedReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'b',
      }).complete,
    ).toBe(false);
  });

  it('tell how much a pod may use only when every container has a limit', () => {
    const pod = (...limits: Array<object | undefined>) =>
      pods.project(
        object({
          spec: {
            containers: limits.map(limit => ({ resources: { limits: limit } })),
          },
        }),
      ).limits;
    expect(pod({ cpu: '500m', memory: '1Gi' }, { cpu: '1' })).toEqual({
      cpu: 1.5,
      memory: undefined,
    });
    expect(pod({ cpu: '1' }, undefined)).toBeUndefined();
  });

  it('tell when a node was cordoned', () => {
    const timeAdded = '2026-11-22T10:00:00Z';
    expect(
      nodes.project(
        object({
          spec: {
            unschedulable: true,
            taints: [{ key: 'node.kubernetes.io/unschedulable', timeAdded }],
          },
        }),
      ),
    ).toEqual({ name: 'it', cordoned: true, cordonedSince: timeAdded });
  });

  it('keep no values of a release', () => {
    const chart = helmCharts.project(
      object({
        spec: {
          version: '1.1181.1',
          valuesContent: 'dbManagement: {initialize: false}\npassword: hunter2',
        },
      }),
    );
    expect(chart).toMatchObject({ pinned: true, initialize: false });
    expect(JSON.stringify(chart)).not.toContain('hunter2');
  });

  it('tell when a job ended, good or bad', () => {
    const at = '2026-11-22T10:00:00Z';
    expect(
      jobs.project(object({ status: { completionTime: at } })).endedAt,
    ).toBe(at);
    expect(
      jobs.project(
        object({
          status: {
            conditions: [
              { type: 'Failed', status: 'True', lastTransitionTime: at },
            ],
          },
        }),
      ).endedAt,
    ).toBe(at);
  });
});

describe('warnings', () => {
  const event = (more: object, name = 'e') =>
    object(
      {
        involvedObject: { kind: 'Pod', name: 'api-1' },
        reason: 'FailedMount',
        message: 'password=hunter2hunter2 was refused',
        firstTimestamp: '2026-11-22T10:00:00Z',
        lastTimestamp: '2026-11-22T11:00:00Z',
        ...more,
      },
      { name },
    );

  it('are kept for the reasons that somebody asks for, without secrets', () => {
    expect(warnings.project(event({ reason: 'BackOff' }))).toBeUndefined();
    const kept = warnings.project(event({}));
    expect(kept).toMatchObject({
      object: 'api-1',
      since: '2026-11-22T10:00:00Z',
    });
    expect(JSON.stringify(kept)).not.toContain('hunter2');
  });

  it('are dated by newer API groups, too', () => {
    expect(
      warnings.project(
        event({
          firstTimestamp: null,
          lastTimestamp: null,
          eventTime: '2026-11-22T09:00:00Z',
          series: { lastObservedTime: '2026-11-22T09:30:00Z' },
        }),
      ),
    ).toMatchObject({
      since: '2026-11-22T09:00:00Z',
      last: '2026-11-22T09:30:00Z',
    });
  });

  it('are the newest few of each object, in one order whoever looks', () => {
    const all = Array.from({ length: 200 }, (_, index) =>
      warnings.project(
        event(
          {
            involvedObject: { kind: 'Pod', name: `pod-${index % 40}` },
            lastTimestamp: `2026-11-22T11:00:${String(index % 60).padStart(
              2,
              '0',
            )}Z`,
          },
          `e${index}`,
        ),
      ),
    ) as WatchedWarning[];
    const newest = newestWarnings(all);
    expect(newest).toHaveLength(60);
    expect(newestWarnings([...all].reverse())).toEqual(newest);
    const ofOne = newest.filter(({ object: its }) => its === 'pod-19');
    expect(ofOne.length).toBeLessThanOrEqual(3);
  });
});

describe('what leads to the proxy past Traefik', () => {
  const service = (type: string, selector: object) =>
    services.project(
      object(
        {
          spec: { type, selector },
          status: { loadBalancer: { ingress: [{ ip: '10.0.0.9' }] } },
        },
        { name: 'kasm-proxy-ext' },
      ),
    );
  const proxy = pods.project(
    object(
      {},
      {
        labels: {
          'app.kubernetes.io/component': 'proxy',
          'app.kubernetes.io/name': 'kasm-proxy-default',
        },
      },
    ),
  ) as WatchedPod;
  const byName = { 'app.kubernetes.io/name': 'kasm-proxy-default' };

  it.each([
    ['by component', { 'app.kubernetes.io/component': 'proxy' }],
    ['by name', byName],
    ['by name and what is not known', { ...byName, zone: 'default' }],
  ])('is a Service that selects it %s', (_, selector) => {
    expect(exposuresOf([service('LoadBalancer', selector)], [proxy])).toEqual([
      { name: 'kasm-proxy-ext', type: 'LoadBalancer', address: '10.0.0.9' },
    ]);
  });

  it('is none that stays inside, or leads elsewhere', () => {
    expect(
      exposuresOf(
        [
          service('ClusterIP', byName),
          service('NodePort', { 'app.kubernetes.io/name': 'kasm-rdp-gw' }),
          service('NodePort', { zone: 'default' }),
        ],
        [proxy],
      ),
    ).toEqual([]);
  });
});

describe('quantity', () => {
  it.each([
    ['250m', 0.25],
    ['2', 2],
    ['123456789n', 0.123456789],
    ['1.5Gi', 1.5 * 1024 ** 3],
    ['64Mi', 64 * 1024 ** 2],
    ['5k', 5000],
    ['12e6', 12e6],
  ])('reads %s', (text, value) => {
    expect(quantity(text)).toBeCloseTo(value, 9);
  });

  it.each(['', 'Gi', '1x', 'NaN', undefined, {}])('refuses %s', text => {
    expect(quantity(text)).toBeUndefined();
  });
});

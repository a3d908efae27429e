import { contractClusters, useContract } from './contractClusters';
import type { Answer } from './ContractClient';
import { samples, saying, type Sample } from './refusals';

/** A patch of an object that exists, and what a server says to it; nothing when it takes it. */
interface Change {
  what: string;
  patch: object;
  says?: string | RegExp;
}

const said = ({ status, json }: Answer) => ({ status, message: json.message });

const LOCKED = 'Forbidden: field is immutable when `immutable` is set';
const template = (change: object) => ({
  spec: { template: { spec: change } },
});

const changes: Array<[string, Sample, object, Change[]]> = [
  [
    'Deployment',
    samples.deployment,
    {},
    [
      {
        what: 'its selector',
        patch: {
          spec: {
            selector: { matchLabels: { app: 'kept', c: 'd' } },
            template: { metadata: { labels: { c: 'd' } } },
          },
        },
        says: 'Deployment.apps "kept" is invalid: spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"kept", "c":"d"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
      },
      {
        what: 'its template away',
        patch: { spec: { template: null } },
        says: /spec\.template\.spec\.containers: Required value/,
      },
      {
        what: 'its template',
        patch: template({ terminationGracePeriodSeconds: 3 }),
      },
      {
        what: 'its kind',
        patch: { kind: 'X' },
        says: /^ "" is invalid: patch: Invalid value: /,
      },
    ],
  ],
  [
    'StatefulSet',
    {
      path: on => on.group('apps/v1', 'statefulsets'),
      object: name => ({
        ...samples.deployment.object(name),
        kind: 'StatefulSet',
      }),
    },
    { spec: { serviceName: 'x' } },
    [
      {
        what: 'its Service',
        patch: { spec: { serviceName: 'y' } },
        says: /spec: Forbidden: updates to statefulset spec for fields other than 'replicas', /,
      },
      {
        what: 'its template',
        patch: template({ terminationGracePeriodSeconds: 3 }),
      },
    ],
  ],
  [
    'Job',
    samples.job,
    {},
    [
      {
        what: 'its template',
        patch: template({ terminationGracePeriodSeconds: 2 }),
        says: /Job\.batch "kept" is invalid: spec\.template: Invalid value: .*: field is immutable$/,
      },
      {
        what: 'its length',
        patch: { spec: { completions: 3 } },
        says: 'Job.batch "kept" is invalid: spec.completions: Invalid value: 3: field is immutable',
      },
      { what: 'its width', patch: { spec: { parallelism: 3 } } },
    ],
  ],
  [
    'claim',
    samples.claim,
    {},
    [
      {
        what: 'its size down',
        patch: { spec: { resources: { requests: { storage: '1Gi' } } } },
        says: 'spec.resources.requests.storage: Forbidden: field can not be less than previous value',
      },
      {
        what: 'its way of access',
        patch: { spec: { accessModes: ['ReadWriteMany'] } },
        says: 'PersistentVolumeClaim "kept" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests',
      },
    ],
  ],
  [
    'Secret',
    samples.secret,
    {},
    [
      {
        what: 'its type',
        patch: { type: 'b' },
        says: 'Secret "kept" is invalid: type: Invalid value: "b": field is immutable',
      },
      { what: 'whether it may change', patch: { immutable: true } },
    ],
  ],
  [
    'locked Secret',
    samples.secret,
    { immutable: true },
    [
      {
        what: 'its data',
        patch: { data: { a: 'Yg==' } },
        says: `data: ${LOCKED}`,
      },
      {
        what: 'its data in words',
        patch: { stringData: { a: 'x' } },
        says: `data: ${LOCKED}`,
      },
      {
        what: 'its lock',
        patch: { immutable: false },
        says: `immutable: ${LOCKED}`,
      },
      { what: 'its labels', patch: { metadata: { labels: { a: 'b' } } } },
    ],
  ],
  [
    'locked ConfigMap',
    samples.configMap,
    { immutable: true },
    [
      {
        what: 'its data',
        patch: { data: { a: 'c' } },
        says: `ConfigMap "kept" is invalid: data: ${LOCKED}`,
      },
      {
        what: 'its bytes',
        patch: { binaryData: { b: 'Yg==' } },
        says: `binaryData: ${LOCKED}`,
      },
      {
        what: 'its lock away',
        patch: { immutable: null },
        says: `immutable: ${LOCKED}`,
      },
    ],
  ],
  [
    'Service',
    samples.service,
    { spec: { clusterIP: 'None' } },
    [
      {
        what: 'its address',
        patch: { spec: { clusterIP: '10.0.0.77' } },
        says: 'Service "kept" is invalid: spec.clusterIPs[0]: Invalid value: []string{"10.0.0.77"}: may not change once set',
      },
      { what: 'its ports', patch: { spec: { ports: [{ port: 81 }] } } },
    ],
  ],
];

describe.each(contractClusters)('changes on $name', ({ start }) => {
  const on = useContract(start);

  describe.each(changes)('of a %s', (_, sample, more: any, list) => {
    beforeEach(async () => {
      const object = sample.object('kept');
      await on.admin.post(sample.path(on), {
        ...object,
        ...more,
        ...(more.spec ? { spec: { ...object.spec, ...more.spec } } : {}),
      });
    });
    afterEach(() =>
      on.admin.delete(`${sample.path(on)}/kept`, {
        propagationPolicy: 'Background',
        gracePeriodSeconds: 0,
      }),
    );

    it('that it takes and does not', async () => {
      for (const { what, patch, says } of list) {
        const answer = await on.admin.patch(
          `${sample.path(on)}/kept`,
          patch,
          'merge',
          { dryRun: 'All' },
        );
        expect({ what, ...said(answer) }).toEqual({
          what,
          status: says ? 422 : 200,
          message: says && saying(says),
        });
      }
    });
  });
});

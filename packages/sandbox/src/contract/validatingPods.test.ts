import { contractClusters, useContract } from './contractClusters';
import { attempt, samples, saying, type Refusal } from './refusals';

const CONTAINERS = 'spec.template.spec.containers';
const MAIN = `${CONTAINERS}[0]`;

/** Changes the pod of a Deployment. */
const pod =
  (change: (spec: any) => void): Refusal['spoil'] =>
  object =>
    change(object.spec.template.spec);
const container = (change: object) =>
  pod(spec => Object.assign(spec.containers[0], change));

const refusals: Refusal[] = [
  {
    what: 'no containers',
    spoil: pod(spec => delete spec.containers),
    says: `Deployment.apps "tried" is invalid: ${CONTAINERS}: Required value`,
  },
  {
    what: 'a container without a name',
    spoil: container({ name: undefined }),
    says: `Deployment.apps "tried" is invalid: ${MAIN}.name: Required value`,
  },
  {
    what: 'a container without an image',
    spoil: container({ image: undefined }),
    says: `${MAIN}.image: Required value`,
  },
  {
    what: 'a name that cannot be',
    spoil: container({ name: 'C_' }),
    says: `${MAIN}.name: Invalid value: "C_": a lowercase RFC 1123 label must consist of`,
  },
  {
    what: 'a name twice',
    spoil: pod(spec => spec.containers.push(spec.containers[0])),
    says: `${CONTAINERS}[1].name: Duplicate value: "main"`,
  },
  {
    what: 'ports that cannot be',
    spoil: container({
      ports: [{}, { containerPort: 70000 }, { containerPort: 1, name: 'A_' }],
    }),
    says: new RegExp(
      [
        'ports\\[0\\]\\.containerPort: Required value',
        'ports\\[1\\]\\.containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
        'ports\\[2\\]\\.name: Invalid value: "A_": must contain only alpha-numeric characters \\(a-z, 0-9\\), and hyphens \\(-\\)',
      ].join('.*'),
    ),
  },
  {
    what: 'a protocol that is none',
    spoil: container({ ports: [{ containerPort: 1, protocol: 'X' }] }),
    says: `${MAIN}.ports[0].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"`,
  },
  {
    what: 'variables without a name or a source',
    spoil: container({ env: [{ value: '1' }, { name: 'B', valueFrom: {} }] }),
    says: /env\[0\]\.name: Required value.*env\[1\]\.valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`/,
  },
  {
    what: 'a value and a source at once',
    spoil: container({
      env: [
        {
          name: 'A',
          value: 'x',
          valueFrom: { secretKeyRef: { name: 'a', key: 'b' } },
        },
      ],
    }),
    says: `${MAIN}.env[0].valueFrom: Invalid value: "": may not be specified when \`value\` is not empty`,
  },
  {
    what: 'a mount of no volume',
    spoil: container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
    says: `${MAIN}.volumeMounts[0].name: Not found: "v"`,
  },
  {
    what: 'a volume of two types, and one of no Secret',
    spoil: pod(spec => {
      spec.volumes = [
        { name: 'v', emptyDir: {}, configMap: { name: 'c' } },
        { name: 'w', secret: {} },
      ];
    }),
    says: /(?=.*volumes\[0\]\.configMap: Forbidden: may not specify more than 1 volume type)(?=.*volumes\[1\]\.secret\.secretName: Required value)/,
  },
  {
    what: 'a volume twice',
    spoil: pod(spec => {
      spec.volumes = [
        { name: 'v', emptyDir: {} },
        { name: 'v', emptyDir: {} },
      ];
    }),
    says: 'spec.template.spec.volumes[1].name: Duplicate value: "v"',
  },
  {
    what: 'a request above its limit',
    spoil: container({
      resources: { limits: { cpu: '1' }, requests: { cpu: '2' } },
    }),
    says: `${MAIN}.resources.requests: Invalid value: "2": must be less than or equal to cpu limit`,
  },
  {
    what: 'a limit below zero',
    spoil: container({ resources: { limits: { cpu: '-1' } } }),
    says: `${MAIN}.resources.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0`,
  },
  {
    what: 'a probe that asks nothing',
    spoil: container({ livenessProbe: {} }),
    says: `${MAIN}.livenessProbe: Required value: must specify a handler type`,
  },
  {
    what: 'a probe of two kinds',
    spoil: container({
      livenessProbe: { httpGet: { port: 80 }, exec: { command: ['x'] } },
    }),
    says: `${MAIN}.livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type`,
  },
  {
    what: 'a policy of restarting that is none, or not a Deployment’s',
    spoil: pod(spec => {
      spec.restartPolicy = 'Never';
    }),
    says: 'Deployment.apps "tried" is invalid: spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
  },
  {
    what: 'a policy of pulling that is none',
    spoil: container({ imagePullPolicy: 'Nope' }),
    says: `${MAIN}.imagePullPolicy: Unsupported value: "Nope": supported values: "Always", "IfNotPresent", "Never"`,
  },
  {
    what: 'a spread without a key',
    spoil: pod(spec => {
      spec.topologySpreadConstraints = [{ maxSkew: 0 }];
    }),
    says: /topologySpreadConstraints\[0\]\.maxSkew: Invalid value: 0: must be greater than zero, .*\.topologyKey: Required value: can not be empty, .*whenUnsatisfiable: Unsupported value: "": supported values: "DoNotSchedule", "ScheduleAnyway"/,
  },
  {
    what: 'a toleration that is none',
    spoil: pod(spec => {
      spec.tolerations = [{ key: 'a', operator: 'Nope' }];
    }),
    says: 'spec.template.spec.tolerations[0].operator: Unsupported value: "Nope": supported values: "Equal", "Exists"',
  },
];

describe.each(contractClusters)('pods that $name refuses', ({ start }) => {
  const on = useContract(start);

  it.each(refusals)('$what', async ({ spoil, says }) => {
    const answer = await attempt(on, samples.deployment, spoil);
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ reason: 'Invalid', code: 422 });
    expect(answer.json.message).toEqual(saying(says));
  });
});

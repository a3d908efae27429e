import { contractClusters, useContract } from './contractClusters';
import {
  attempt,
  samples,
  saying,
  type Refusal,
  type Sample,
} from './refusals';

const spec =
  (change: object): Refusal['spoil'] =>
  object =>
    Object.assign(object.spec, change);
const data =
  (members: object): Refusal['spoil'] =>
  object =>
    Object.assign(object, members);
const port = (change: object) => spec({ ports: [{ port: 80, ...change }] });

const refusals: Array<[keyof typeof samples, Refusal[]]> = [
  [
    'deployment',
    [
      {
        what: 'no selector',
        spoil: spec({ selector: undefined }),
        says: 'Deployment.apps "tried" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: map[string]string{"app":"tried"}: `selector` does not match template `labels`]',
      },
      {
        what: 'a selector of other pods',
        spoil: spec({ selector: { matchLabels: { x: 'y' } } }),
        says: 'Deployment.apps "tried" is invalid: spec.template.metadata.labels: Invalid value: map[string]string{"app":"tried"}: `selector` does not match template `labels`',
      },
      {
        what: 'a selector of everything',
        spoil: spec({ selector: {} }),
        says: 'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for deployment',
      },
      {
        what: 'a selector that cannot be',
        spoil: spec({
          selector: { matchExpressions: [{ key: 'a', operator: 'Foo' }] },
        }),
        says: 'Deployment.apps "tried" is invalid: [spec.selector.matchExpressions[0].operator: Invalid value: "Foo": not a valid selector operator, spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{v1.LabelSelectorRequirement{Key:"a", Operator:"Foo", Values:[]string(nil)}}}: invalid label selector]',
      },
      {
        what: 'less than no replicas',
        spoil: spec({ replicas: -1 }),
        says: 'Deployment.apps "tried" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      },
      {
        what: 'a strategy that is none',
        spoil: spec({ strategy: { type: 'Nope' } }),
        says: 'spec.strategy: Unsupported value: apps.DeploymentStrategy{Type:"Nope", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}: supported values: "Recreate", "RollingUpdate"',
      },
      {
        what: 'two strategies',
        spoil: spec({
          strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } },
        }),
        says: "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
      },
      {
        what: 'an update that can do nothing',
        spoil: spec({
          strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },
        }),
        says: 'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: may not be 0 when `maxSurge` is 0',
      },
    ],
  ],
  [
    'service',
    [
      {
        what: 'no ports',
        spoil: spec({ ports: undefined }),
        says: 'Service "tried" is invalid: spec.ports: Required value',
      },
      {
        what: 'a port that cannot be',
        spoil: port({ port: 0 }),
        says: 'Service "tried" is invalid: [spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive]',
      },
      {
        what: 'a target that cannot be',
        spoil: port({ targetPort: 'Bad_Name' }),
        says: 'spec.ports[0].targetPort: Invalid value: "Bad_Name": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      },
      {
        what: 'two ports without names',
        spoil: spec({ ports: [{ port: 80 }, { port: 81 }] }),
        says: 'Service "tried" is invalid: [spec.ports[0].name: Required value, spec.ports[1].name: Required value]',
      },
      {
        what: 'a port and a name twice',
        spoil: spec({
          ports: [
            { name: 'a', port: 80 },
            { name: 'a', port: 80 },
          ],
        }),
        says: 'Service "tried" is invalid: [spec.ports[1].name: Duplicate value: "a", spec.ports[1]: Duplicate value: core.ServicePort{Name:"", Protocol:"TCP", AppProtocol:(*string)(nil), Port:80, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}]',
      },
      {
        what: 'a type that is none',
        spoil: spec({ type: 'X' }),
        says: 'spec.type: Unsupported value: "X": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
      },
      {
        what: 'an address that is none',
        spoil: spec({ clusterIP: 'x' }),
        says: 'spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      },
      {
        what: 'a node’s port without its type',
        spoil: port({ nodePort: 30000 }),
        says: "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
      },
      {
        what: 'another name that has no name',
        spoil: spec({ type: 'ExternalName', ports: undefined }),
        says: 'Service "tried" is invalid: spec.externalName: Required value',
      },
      {
        what: 'a name that DNS does not take',
        spoil: object => {
          object.metadata.name = '1a';
        },
        says: 'Service "1a" is invalid: metadata.name: Invalid value: "1a": a DNS-1035 label must consist of',
      },
      {
        what: 'a selector that cannot be',
        spoil: spec({ selector: { 'a b': 'c d' } }),
        says: /\[spec\.selector: Invalid value: "a b": name part must consist of .*, spec\.selector: Invalid value: "c d": a valid label must be an empty string or consist of /,
      },
    ],
  ],
  [
    'configMap',
    [
      {
        what: 'keys that cannot be',
        spoil: data({ data: { 'a b': 'x', '..': 'y' } }),
        says: /(?=.*data\[a b\]: Invalid value: "a b": a valid config key must consist of )(?=.*data\[\.\.\]: Invalid value: "\.\.": must not be '\.\.')/,
      },
      {
        what: 'a key twice',
        spoil: data({ binaryData: { a: 'YQ==' } }),
        says: 'ConfigMap "tried" is invalid: data[a]: Invalid value: "a": duplicate of key present in binaryData',
      },
      {
        what: 'more than a megabyte',
        spoil: data({ data: { a: 'x'.repeat(1024 * 1024 + 1) } }),
        says: 'ConfigMap "tried" is invalid: []: Too long: ',
      },
      {
        what: 'labels that cannot be',
        spoil: object => {
          object.metadata.labels = { 'a b': 'c d', 'x/y/z': 'a' };
        },
        says: /(?=.*metadata\.labels: Invalid value: "a b": name part must consist of )(?=.*metadata\.labels: Invalid value: "c d": a valid label must be )(?=.*metadata\.labels: Invalid value: "x\/y\/z": a qualified name must consist of .* with an optional DNS subdomain prefix and '\/' \(e\.g\. 'example\.com\/MyName'\))/,
      },
      {
        what: 'labels that are too long',
        spoil: object => {
          object.metadata.labels = { a: 'x'.repeat(64) };
        },
        says: `metadata.labels: Invalid value: "${'x'.repeat(
          64,
        )}": must be no more than 63 characters`,
      },
      {
        what: 'finalizers of nobody',
        spoil: object => {
          object.metadata.finalizers = ['x', 'a b/c'];
        },
        says: /metadata\.finalizers: Invalid value: "a b\/c": prefix part a lowercase RFC 1123 subdomain must .*metadata\.finalizers\[0\]: Invalid value: "x": name is neither a standard finalizer name nor is it fully qualified/,
      },
    ],
  ],
  [
    'secret',
    [
      {
        what: 'a certificate without its parts',
        spoil: data({ type: 'kubernetes.io/tls' }),
        says: 'Secret "tried" is invalid: [data[tls.crt]: Required value, data[tls.key]: Required value]',
      },
      {
        what: 'no login of a registry',
        spoil: data({ type: 'kubernetes.io/dockerconfigjson' }),
        says: 'Secret "tried" is invalid: data[.dockerconfigjson]: Required value',
      },
      {
        what: 'a login that is none',
        spoil: data({
          type: 'kubernetes.io/dockerconfigjson',
          data: { '.dockerconfigjson': 'YQ==' },
        }),
        says: 'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character',
      },
      {
        what: 'no user and no password',
        spoil: data({ type: 'kubernetes.io/basic-auth' }),
        says: /username\]: Required value.*password\]: Required value/,
      },
      {
        what: 'a token of nobody',
        spoil: data({ type: 'kubernetes.io/service-account-token' }),
        says: 'metadata.annotations[kubernetes.io/service-account.name]: Required value',
      },
    ],
  ],
  [
    'claim',
    [
      {
        what: 'no way of access',
        spoil: spec({ accessModes: undefined }),
        says: 'PersistentVolumeClaim "tried" is invalid: spec.accessModes: Required value: at least 1 access mode is required',
      },
      {
        what: 'a way of access that is none',
        spoil: spec({ accessModes: ['X'] }),
        says: 'spec.accessModes: Unsupported value: "X": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce"',
      },
      {
        what: 'no size',
        spoil: spec({ resources: undefined }),
        says: 'spec.resources[storage]: Required value',
      },
      {
        what: 'nothing of size',
        spoil: spec({ resources: { requests: { storage: '0' } } }),
        says: 'spec.resources[storage]: Invalid value: "0": must be greater than zero',
      },
    ],
  ],
  [
    'job',
    [
      {
        what: 'pods that never end',
        spoil: object => {
          object.spec.template.spec.restartPolicy = 'Always';
        },
        says: 'Job.batch "tried" is invalid: spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
      },
      {
        what: 'numbers below zero',
        spoil: spec({ backoffLimit: -1, parallelism: -1, completions: -1 }),
        says: /spec\.parallelism: Invalid value: -1: must be greater than or equal to 0, spec\.completions: .*, spec\.backoffLimit: Invalid value: -1/,
      },
    ],
  ],
  [
    'networkPolicy',
    [
      {
        what: 'a direction that is none',
        spoil: spec({ policyTypes: ['X'] }),
        says: 'spec.policyTypes[0]: Unsupported value: "X": supported values: "Ingress", "Egress"',
      },
      {
        what: 'ports that cannot be',
        spoil: spec({ ingress: [{ ports: [{ port: 0 }, { port: 'Bad_' }] }] }),
        says: /spec\.ingress\[0\]\.ports\[0\]\.port: Invalid value: 0: must be between 1 and 65535, inclusive, spec\.ingress\[0\]\.ports\[1\]\.port: Invalid value: "Bad_": must contain only /,
      },
      {
        what: 'peers that are none',
        spoil: spec({
          ingress: [
            {
              from: [
                {},
                { ipBlock: { cidr: 'x' } },
                {
                  ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/8'] },
                  podSelector: {},
                },
              ],
            },
          ],
        }),
        says: '[spec.ingress[0].from[0]: Required value: must specify a peer, spec.ingress[0].from[1].ipBlock.cidr: Invalid value: "x": not a valid CIDR, spec.ingress[0].from[2].ipBlock.except[0]: Invalid value: "11.0.0.0/8": must be a strict subset of `cidr`, spec.ingress[0].from[2]: Forbidden: may not specify both ipBlock and another peer]',
      },
      {
        what: 'a selector that cannot be',
        spoil: spec({ podSelector: { matchLabels: { 'a b': 'c' } } }),
        says: 'spec.podSelector.matchLabels: Invalid value: "a b": name part must consist of',
      },
    ],
  ],
  [
    'ingress',
    [
      {
        what: 'nothing to do',
        spoil: spec({ rules: undefined }),
        says: 'spec: Invalid value: []networking.IngressRule(nil): either `defaultBackend` or `rules` must be specified',
      },
      {
        what: 'a path without its type',
        spoil: object => delete object.spec.rules[0].http.paths[0].pathType,
        says: 'spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified',
      },
      {
        what: 'a path that is none',
        spoil: object => {
          object.spec.rules[0].http.paths[0].path = 'x';
        },
        says: 'spec.rules[0].http.paths[0].path: Invalid value: "x": must be an absolute path',
      },
      {
        what: 'a backend without a port',
        spoil: object =>
          delete object.spec.rules[0].http.paths[0].backend.service.port,
        says: 'spec.rules[0].http.paths[0].backend: Required value: port name or number is required',
      },
    ],
  ],
];

const cases = refusals.flatMap(([kind, list]) =>
  list.map(refusal => ({ kind, ...refusal })),
);

describe.each(contractClusters)('what $name refuses', ({ start }) => {
  const on = useContract(start);

  it.each(cases)('$kind: $what', async ({ kind, spoil, says }) => {
    const sample: Sample = samples[kind];
    const answer = await attempt(on, sample, spoil);
    expect(answer.status).toBe(422);
    expect(answer.json.reason).toBe('Invalid');
    expect(answer.json.message).toEqual(saying(says));
  });

  it.each(Object.entries(samples))('and takes a good %s', async (_, sample) => {
    expect((await attempt(on, sample, () => {})).status).toBe(201);
  });
});

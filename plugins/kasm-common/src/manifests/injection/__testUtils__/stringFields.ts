import fc, { type Arbitrary } from 'fast-check';
import type { KasmDeploymentSpecInput } from '../../../spec';

/**
 * Valid values that stand nowhere else, so that their places in what is rendered are known. Two specs,
 * because what excludes each other cannot be in one.
 */
const common = {
  cluster: 'zqclusterx',
  name: 'zqnamex',
  title: 'zqtitlex',
  owner: 'group:zqnsx/zqownerx',
  system: 'system:zqnsx/zqsystemx',
  domain: 'zqdomainx.example',
  nodeSelector: { zqkeyx: 'zqvaluex' },
  networkPolicies: true,
  certificate: { issuer: 'zqissuerx', duration: '99991h', renewBefore: '99h' },
};

export const SPECS: Record<'route' | 'gateway', KasmDeploymentSpecInput> = {
  route: {
    ...common,
    release: 'zqreleasex',
    namespace: 'zqnamespacex',
    database: {
      cluster: 'zqpgx',
      namespace: 'zqdatabasex',
      storageSize: '98765Gi',
      storageClass: 'zqstoragex',
      nodeSelector: { zqdbkeyx: 'zqdbvaluex' },
      backups: {
        method: 'plugin',
        schedule: '11 22 3 4 5 6',
        destinationPath: 's3://zqbucketx/zqpathx',
        endpointUrl: 'https://zqminiox.example',
        credentialsSecret: 'zqbackupsx',
        retentionPolicy: '987d',
      },
    },
    secrets: {
      mode: 'existing',
      credentialsSecret: 'zqcredentialsx',
      superuserSecret: 'zqsuperuserx',
    },
    ingress: { entryPoint: 'zqentryx', ingressClass: 'zqclassx' },
    agents: {
      cluster: 'zqagentsx',
      namespace: 'zqagentspacex',
      pool: {
        pool: 'zqpoolx',
        memory: '98764Gi',
        diskSize: '98763Gi',
        image: 'zqimagesx/zqimagex',
        network: 'zqnetworksx/zqnetworkx',
        addresses: {
          method: 'static',
          first: '10.11.12.13',
          prefixLength: 24,
          gateway: '10.11.12.14',
          nameservers: ['10.11.12.15'],
        },
        sshAuthorizedKeys: ['ssh-ed25519 AAAAzqzqzqzqzqzqzqzq zq@zq'],
      },
    },
  },
  gateway: {
    ...common,
    database: {
      backups: { method: 'snapshot', snapshotClass: 'zqsnapshotsx' },
    },
    secrets: {
      mode: 'externalSecrets',
      store: { name: 'zqstorex' },
      credentialsPath: 'zqpathx/credentials',
      superuserPath: 'zqpathx/superuser',
    },
    ingress: {
      kind: 'httpRoute',
      gateway: {
        name: 'zqgatewayx',
        namespace: 'zqgatewaysx',
        sectionName: 'zqlistenerx',
      },
    },
  },
};

/** A text of a spec: where it is, and what good values look like. */
export interface StringField {
  /** The last part is the key itself where a map's keys are meant. */
  path: string;
  spec: keyof typeof SPECS;
  like: Arbitrary<string>;
}

const letters = (alphabet: string, maxLength = 20) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength });
const name = letters('abyz09-').map(text => `q${text}0`);
const dotted = fc
  .array(name, { minLength: 1, maxLength: 4 })
  .map(parts => parts.join('.'));
const size = fc
  .tuple(fc.nat(999_999), fc.constantFrom('Mi', 'Gi', 'Ti', 'G', ''))
  .map(parts => parts.join(''));
const hours = fc.nat(99_999).map(count => `${count}h`);
const path = fc
  .array(letters('abAB09_.-'), { minLength: 1, maxLength: 4 })
  .map(parts => parts.join('/'));
const ref = (kind: string) =>
  fc
    .tuple(name, letters('abAB09_.-'))
    .map(parts => `${kind}:${parts.join('/')}`);
const words = letters('abyz AZ09.,()&é漢');
const label = letters('abAB09-_.');

const on = (
  spec: keyof typeof SPECS,
  fields: Record<string, Arbitrary<string>>,
): StringField[] =>
  Object.entries(fields).map(([at, like]) => ({ path: at, spec, like }));

/** Every text that somebody can put into a spec and that is not one of a few words. */
export const FREE_FIELDS: StringField[] = [
  ...on('route', {
    cluster: name,
    name,
    title: words,
    owner: ref('group'),
    system: ref('system'),
    domain: dotted.map(text => `${text}.example`),
    release: name,
    namespace: name,
    'nodeSelector.<key>': label,
    'nodeSelector.zqkeyx': label,
    'database.cluster': name,
    'database.namespace': name,
    'database.storageSize': size,
    'database.storageClass': dotted,
    'database.nodeSelector.<key>': label,
    'database.nodeSelector.zqdbkeyx': label,
    'database.backups.schedule': fc
      .array(letters('0123456789*/,-?', 4), { minLength: 6, maxLength: 6 })
      .map(parts => parts.join(' ')),
    'database.backups.destinationPath': path.map(
      text => `s3://qbucket/${text}`,
    ),
    'database.backups.endpointUrl': dotted.map(host => `https://${host}`),
    'database.backups.credentialsSecret': dotted,
    'database.backups.retentionPolicy': fc.nat(9_999).map(count => `${count}w`),
    'secrets.credentialsSecret': dotted,
    'secrets.superuserSecret': dotted,
    'certificate.issuer': dotted,
    'certificate.duration': hours,
    'certificate.renewBefore': hours,
    'ingress.entryPoint': letters('abAB09'),
    'ingress.ingressClass': dotted,
    'agents.cluster': name,
    'agents.namespace': name,
    'agents.pool.pool': letters('abz09-', 14).map(text => `q${text}`),
    'agents.pool.memory': size,
    'agents.pool.diskSize': size,
    'agents.pool.image': fc.tuple(name, dotted).map(parts => parts.join('/')),
    'agents.pool.network': fc.tuple(name, dotted).map(parts => parts.join('/')),
    'agents.pool.addresses.first': fc.ipV4(),
    'agents.pool.addresses.gateway': fc.ipV4(),
    'agents.pool.addresses.nameservers.0': fc.ipV4(),
    'agents.pool.sshAuthorizedKeys.0': letters('abAB09+/=', 40).map(
      text => `ssh-rsa ${text}AAAAAAAAAAAAAAAA`,
    ),
  }),
  ...on('gateway', {
    'database.backups.snapshotClass': dotted,
    'secrets.store.name': dotted,
    'secrets.credentialsPath': path,
    'secrets.superuserPath': path,
    'ingress.gateway.name': dotted,
    'ingress.gateway.namespace': name,
    'ingress.gateway.sectionName': dotted,
  }),
];

/** Texts that are one of a few words. */
export const CHOICES: Array<{ path: string; spec: keyof typeof SPECS }> = [
  'kasmVersion',
  'size',
  'database.antiAffinity',
  'database.initialiseAs',
  'database.backups.method',
  'secrets.mode',
  'ingress.kind',
  'ingress.backend',
  'agents.pool.addresses.method',
]
  .map(at => ({ path: at, spec: 'route' as const }))
  .concat({ path: 'secrets.store.kind', spec: 'gateway' as any });

import {
  agentMachines,
  agentVirtualMachine,
  autoscaleAccess,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import fc from 'fast-check';
import { parse } from 'yaml';
import { realTarget } from '../__testUtils__/targets';
import { cloudInitSecret } from './cloudInitSecret';
import { parseCreateAgentsInput } from './createAgentsInput';

const asked = {
  cluster: 'rke2',
  name: 'workspaces',
  pool: 'agent',
  count: 2,
  memory: '16Gi',
  diskSize: '100Gi',
  image: 'default/ubuntu',
  network: 'default/vlan20',
  addresses: {
    method: 'static',
    first: '10.0.20.11',
    prefixLength: 24,
    gateway: '10.0.20.1',
    nameservers: ['10.0.20.2'],
  },
  sshAuthorizedKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@host'],
};

const SOFTWARE = {
  installerUrl: 'https://mirror.test/kasm_release_1.18.1.tar.gz',
};

const decode = (text: string) => Buffer.from(text, 'base64').toString();
/** As cloud-init does. */
const readYaml = (text: string) => parse(text, { version: '1.1' });

/** Everything that is written for the first VM of a pool, taken apart again. */
function written(
  input: object,
  software: object = SOFTWARE,
  token = 'T0kenT0ken',
) {
  const { name, pool } = parseCreateAgentsInput(input);
  const [machine] = agentMachines(name, pool);
  const vm = agentVirtualMachine(name, pool, machine, {
    namespace: 'kasm-agents',
    storageClass: 'longhorn-ubuntu',
    task: 'task',
  });
  const secret = cloudInitSecret(
    {
      deployment: name,
      namespace: 'kasm-agents',
      pool,
      software: { ...SOFTWARE, ...software },
    },
    machine,
    { manager: 'kasm.example.com', token },
  );
  const data = secret.data as Record<string, string>;
  const user = readYaml(decode(data.userdata));
  return {
    vm: JSON.parse(JSON.stringify(vm)),
    claim: JSON.parse(
      vm.metadata.annotations!['harvesterhci.io/volumeClaimTemplates'],
    )[0],
    user,
    text: decode(data.userdata),
    network: data.networkdata && readYaml(decode(data.networkdata)),
    file: (path: string): string =>
      user.write_files.find((each: { path: string }) => each.path === path)
        ?.content,
  };
}

type Written = ReturnType<typeof written>;
const spec = ({ vm }: Written) => vm.spec.template.spec;

/** The same, or the name of the error. */
function tried(input: object): Written | { error: string } {
  try {
    return written(input);
  } catch (error) {
    return { error: (error as Error).name };
  }
}

/** Every text of a pool: how it is put in, and where it has to come out. */
const PLACES: Array<
  [string, (value: string) => object, (from: Written) => unknown]
> = [
  [
    'pool',
    pool => ({ pool }),
    ({ vm }) => vm.metadata.labels['kasm-portal/pool'],
  ],
  [
    'image',
    image => ({ image }),
    ({ claim }) => claim.metadata.annotations['harvesterhci.io/imageId'],
  ],
  [
    'network',
    network => ({ network }),
    from => spec(from).networks[0].multus.networkName,
  ],
  [
    'memory',
    memory => ({ memory }),
    from => spec(from).domain.resources.limits.memory,
  ],
  [
    'diskSize',
    diskSize => ({ diskSize }),
    ({ claim }) => claim.spec.resources.requests.storage,
  ],
  [
    'sshAuthorizedKeys',
    key => ({ sshAuthorizedKeys: [key] }),
    ({ user }) => user.ssh_authorized_keys[0],
  ],
  [
    'addresses.first',
    first => ({ addresses: { ...asked.addresses, first } }),
    ({ network }) => network.ethernets.primary.addresses[0].split('/')[0],
  ],
  [
    'addresses.gateway',
    gateway => ({ addresses: { ...asked.addresses, gateway } }),
    ({ network }) => network.ethernets.primary.routes[0].via,
  ],
  [
    'addresses.nameservers',
    server => ({ addresses: { ...asked.addresses, nameservers: [server] } }),
    ({ network }) => network.ethernets.primary.nameservers.addresses[0],
  ],
];

const PIECES = [
  '"',
  "'",
  '\n',
  '\r',
  '\\',
  '$(id)',
  '`id`',
  '${HOME}',
  '{{x}}',
  '{x}',
  ': ',
  '#',
  '- ',
  '&a',
  '*a',
  '!!js',
  '|',
  '>',
  '%',
  '@',
  '\u0000',
  '\u0085',
  '\u2028',
  '\u202e',
  '\ufeff',
  'ä',
  '😀',
  ';',
  '&&',
  '../',
  'yes',
  'no',
  '0x1f',
  '1_000',
  '12:30:45',
  '~',
  'null',
  '<<',
  '\t',
  ' ',
  '#cloud-config',
  '---',
  '...',
  '-----BEGIN X-----',
];

const hostile = (valid: string) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 64 }),
    fc.string({ unit: 'binary-ascii', maxLength: 64 }),
    fc.constantFrom(...PIECES),
    fc
      .tuple(fc.nat(valid.length), fc.constantFrom(...PIECES))
      .map(([at, piece]) => valid.slice(0, at) + piece + valid.slice(at)),
    fc.stringMatching(/^[a-z0-9./-]{1,70}$/),
  );

describe('the objects of an agent', () => {
  it('are what was asked for', () => {
    const { vm, claim, user, network, file } = written(asked);
    expect(vm.metadata.name).toBe('workspaces-agent-1');
    expect(vm.spec.template.spec.domain.resources).toEqual({
      limits: { cpu: '4', memory: '16Gi' },
    });
    expect(vm.spec.template.spec.domain.devices.interfaces[0]).toMatchObject({
      bridge: {},
    });
    expect(claim).toMatchObject({
      metadata: { name: 'workspaces-agent-1-rootdisk' },
      spec: { storageClassName: 'longhorn-ubuntu', volumeMode: 'Block' },
    });
    expect(network.ethernets.primary.addresses).toEqual(['10.0.20.11/24']);
    expect(user.runcmd).toEqual([
      ['systemctl', 'enable', '--now', 'qemu-guest-agent'],
      ['/usr/local/sbin/kasm-agent-install'],
    ]);
    expect(file('/etc/kasm-agent/manager')).toBe('kasm.example.com');
    // No value is part of a command.
    expect(file('/usr/local/sbin/kasm-agent-install')).not.toMatch(
      /kasm\.example|T0ken|10\.0\.20/,
    );
  });

  it.each(PLACES)(
    'have any text of %s exactly where it belongs, or it is refused',
    (name, put, take) => {
      const field = name.split('.').at(-1) as keyof typeof asked;
      const valid = [asked, asked.addresses]
        .map(from => (from as Record<string, unknown>)[field])
        .flat()
        .find(value => value !== undefined);
      let accepted = 0;
      fc.assert(
        fc.property(hostile(String(valid)), text => {
          const result = tried({ ...asked, count: 1, ...put(text) });
          accepted += 'error' in result ? 0 : 1;
          expect('error' in result ? 'InputError' : take(result)).toBe(
            'error' in result ? result.error : text,
          );
        }),
        { numRuns: 1_000 },
      );
      expect(take(written({ ...asked, ...put(String(valid)) }))).toBe(valid);
      expect(accepted).toBeLessThan(1_000);
    },
  );

  it('have configured values and the token exactly, whatever they hold', () => {
    fc.assert(
      fc.property(hostile('value'), fc.nat(4), (text, which) => {
        const name = [
          'installerUrl',
          'installerSha256',
          'caBundle',
          'aptMirror',
        ][which];
        const result = name
          ? written(asked, { [name]: text })
          : written(asked, {}, text);
        const found = {
          installerUrl: result.file('/etc/kasm-agent/installer-url'),
          installerSha256: result.file('/etc/kasm-agent/installer-sha256'),
          caBundle: result.user.ca_certs?.trusted[0] ?? '',
          aptMirror: result.user.apt?.primary[0].uri ?? '',
          token: result.file('/etc/kasm-agent/manager-token'),
        };
        expect(found[(name ?? 'token') as keyof typeof found]).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  const real = process.env.KASM_REAL_KUBECONFIG;
  if (real) {
    it('are accepted by a real API server', async () => {
      const target = await realTarget(real);
      const namespace = 'default';
      const { name, pool } = parseCreateAgentsInput(asked);
      const [machine] = agentMachines(name, pool);
      for (const manifest of [
        agentVirtualMachine(name, pool, machine, {
          namespace,
          storageClass: 'longhorn-ubuntu',
          task: 'task',
        }),
        cloudInitSecret(
          { deployment: name, namespace, pool, software: SOFTWARE },
          machine,
        ),
        ...autoscaleAccess(name, namespace),
      ]) {
        const { apiVersion, kind } = manifest;
        const stored = await target.admin.apply(
          {
            apiVersion,
            kind,
            plural: `${kind.toLowerCase()}s`,
            namespaced: true,
          },
          manifest,
          { dryRun: kind !== 'ServiceAccount' },
        );
        expect(stored).toMatchObject({ kind });
      }
      await target.stop();
    });
  }
});

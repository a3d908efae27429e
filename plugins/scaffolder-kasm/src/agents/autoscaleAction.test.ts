import { createKubeClient } from '@kasm-portal/backstage-plugin-kasm-node';
import { parse } from 'yaml';
import {
  AGENTS,
  agentsTarget,
  type AgentsTarget,
} from '../__testUtils__/agentsTarget';
import { autoscaleAction } from './autoscaleAction';
import { startupScript } from './startupScript';

jest.setTimeout(60_000);

const asked = {
  cluster: 'rke2',
  name: 'workspaces',
  image: 'default/ubuntu-24-04',
  network: 'default/agents-vlan20',
};

/** As Python's `str.format` does, which is what Kasm calls. */
function format(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{|\}\}|\{([a-z_]*)\}|[{}]/g, (found, name) => {
    if (found === '{{') return '{';
    if (found === '}}') return '}';
    if (name === undefined || !(name in values)) {
      throw new Error(`Kasm cannot fill in ${found}`);
    }
    return values[name];
  });
}

describe('startupScript', () => {
  it('is what cloud-init reads once Kasm has filled it in', () => {
    const values = {
      upstream_auth_address: 'kasm.example.com',
      server_id: '3f2a',
      provider_name: 'harvester',
      manager_token: 'T0ken',
      ssh_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me',
    };
    const script = startupScript({
      installerUrl: 'https://mirror.test/{x}/kasm_release_1.18.1.tar.gz',
      installerSha256: 'a'.repeat(64),
      registryMirror: 'https://registry.test',
    });
    const text = format(script, values);
    expect(text).toMatch(/^#cloud-config\n/);
    const read = parse(text, { version: '1.1' });
    const file = (path: string) =>
      read.write_files.find((each: { path: string }) => each.path === path)
        .content;
    expect(read.packages).toContain('qemu-guest-agent');
    expect(read.ssh_authorized_keys).toEqual([values.ssh_key]);
    expect(file('/etc/kasm-agent/manager')).toBe('kasm.example.com');
    expect(file('/etc/kasm-agent/manager-token')).toBe('T0ken');
    expect(file('/etc/kasm-agent/installer-url')).toBe(
      'https://mirror.test/{x}/kasm_release_1.18.1.tar.gz',
    );
    expect(JSON.parse(file('/etc/docker/daemon.json'))).toEqual({
      'registry-mirrors': ['https://registry.test'],
    });
    expect(file('/usr/local/sbin/kasm-agent-install')).toContain(
      '-i "$server" -r "$provider" -M "$token"',
    );
    expect(read.runcmd.at(-1)).toEqual(['/usr/local/sbin/kasm-agent-install']);
  });
});

describe('kasm:agents:autoscale', () => {
  let target: AgentsTarget;

  beforeAll(async () => {
    target = await agentsTarget();
  });
  afterAll(() => target?.stop());

  const run = (input: object = {}, context: object = {}) =>
    target.run({ ...asked, ...input }, { ...context, action: autoscaleAction });
  const secret = () => target.object('secrets', 'workspaces-autoscale-token');

  /** Whether the account of a token may do something to VMs. */
  async function mayWith(
    token: string,
    what: { verb: string; namespace: string },
  ): Promise<boolean> {
    const { url } = target.sandbox.clusters.harvester;
    const client = createKubeClient({
      cluster: 'harvester',
      loadCredential: async () => ({
        server: url,
        tls: { ca: target.sandbox.ca },
        headers: { authorization: `Bearer ${token}` },
      }),
    });
    const may = await client.canI({
      group: 'kubevirt.io',
      resource: 'virtualmachines',
      ...what,
    });
    await client.close();
    return may;
  }

  it('stores nothing in a dry run', async () => {
    const tried = await run({}, { isDryRun: true });
    expect(tried.error).toBeUndefined();
    expect(secret()).toBeUndefined();
    expect(tried.log).toContain(
      "The agents' installer is not checked: set kasm.clusters[].agents.installerSha256 of cluster harvester",
    );
  });

  it('makes an account that may make VMs in one namespace, and tells every field', async () => {
    const made = await run({ maxInstances: 5 });
    expect(made.error).toBeUndefined();
    const values = Object.fromEntries(
      made.outputs.form.provider.map(
        ({ field, value }: { field: string; value: string }) => [field, value],
      ),
    );
    expect(values).toMatchObject({
      'Max Instances': '5',
      Host: target.sandbox.clusters.harvester.url,
      'SSL Certificate': target.sandbox.ca,
      'VM Namespace': AGENTS,
      Cores: '8',
      'Memory (GiB)': '16',
      'Disk Size (GiB)': '100',
      'Disk Image': 'noble-server-cloudimg-amd64.img',
      'Network Type': 'multus',
      'Network Name': 'default/agents-vlan20',
      'Interface Type': 'bridge',
    });
    expect(made.outputs.form.zone).toEqual([
      {
        field: 'Upstream Auth Address',
        value: `kasm.${target.sandbox.domain}`,
      },
    ]);
    expect(made.outputs.tokenSecret).toMatchObject({
      namespace: AGENTS,
      name: 'workspaces-autoscale-token',
      key: 'token',
    });
    const { store } = target.sandbox.clusters.harvester;
    const role = store.get(
      'roles.rbac.authorization.k8s.io',
      AGENTS,
      'workspaces-autoscale',
    )!;
    expect(JSON.stringify(role.rules)).not.toContain('*');
    expect(
      store.get(
        'rolebindings.rbac.authorization.k8s.io',
        AGENTS,
        'workspaces-autoscale',
      )!.subjects,
    ).toEqual([
      {
        kind: 'ServiceAccount',
        name: 'workspaces-autoscale',
        namespace: AGENTS,
      },
    ]);
    // Kubernetes fills it; nothing of it is shown.
    const token = Buffer.from(secret().data.token, 'base64').toString();
    expect(token).toMatch(/^ey/);
    expect(JSON.stringify([made.log, made.outputs])).not.toContain(token);
    expect(await mayWith(token, { verb: 'create', namespace: AGENTS })).toBe(
      true,
    );
    expect(await mayWith(token, { verb: 'create', namespace: 'default' })).toBe(
      false,
    );
  });

  it('changes nothing the second time', async () => {
    const before = secret().metadata.resourceVersion;
    const again = await run({ maxInstances: 5 });
    expect(again.error).toBeUndefined();
    expect(secret().metadata.resourceVersion).toBe(before);
    expect(again.log.join('\n')).not.toMatch(/created|changed/);
  });

  it('refuses when the token of somebody else is there', async () => {
    target.sandbox.clusters.harvester.store.update(
      'secrets',
      AGENTS,
      'workspaces-autoscale-token',
      ({ metadata }) => {
        delete metadata.labels['kasm-portal/deployment'];
      },
    );
    const refused = await run();
    expect(refused.error?.message).toContain('was not made by the portal');
  });
});

import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { agentMachines } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { parse } from 'yaml';
import { cloudInitSecret } from './cloudInitSecret';
import { parseCreateAgentsInput } from './createAgentsInput';

const TOKEN = 'c4nary-T0ken';
const folder = createMockDirectory();

/** Puts what cloud-init would write below the folder; returns how the script is run there. */
function guest(software: object, address?: string) {
  folder.clear();
  const { name, pool } = parseCreateAgentsInput({
    cluster: 'rke2',
    name: 'workspaces',
    count: 1,
    image: 'default/ubuntu',
    network: 'default/vlan20',
  });
  const [machine] = agentMachines(name, pool);
  const { data } = cloudInitSecret(
    {
      deployment: name,
      namespace: 'kasm-agents',
      pool,
      software: { installerUrl: 'https://mirror.test/a.tar.gz', ...software },
    },
    { ...machine, ...(address && { address }) },
    { manager: 'kasm.example.com', token: TOKEN },
  ) as unknown as { data: { userdata: string } };
  const { write_files: files } = parse(
    Buffer.from(data.userdata, 'base64').toString(),
    { version: '1.1' },
  );
  const at = (path: string) => join(folder.path, path);
  for (const { path, content } of files) {
    mkdirSync(dirname(at(path)), { recursive: true });
    // the same script in another root
    writeFileSync(
      at(path),
      content
        .replaceAll('/etc/kasm-agent', at('/etc/kasm-agent'))
        .replaceAll('/var/tmp', at('/tmp')),
    );
  }
  mkdirSync(at('/tmp'));
  mkdirSync(at('/bin'));
  const program = (path: string, text: string) => {
    writeFileSync(at(path), `#!/bin/bash\n${text}\n`);
    chmodSync(at(path), 0o755);
  };
  return { at, program };
}

/** Programs that stand in for the network; the tarball is a real one. */
function offline({ at, program }: ReturnType<typeof guest>): string {
  mkdirSync(at('/kasm_release'));
  program(
    '/kasm_release/install.sh',
    `printf '%s\\n' "$@" > ${at('/arguments')}`,
  );
  execFileSync('tar', [
    '-czf',
    at('/a.tar.gz'),
    '-C',
    folder.path,
    'kasm_release',
  ]);
  program(
    '/bin/curl',
    `printf '%s\\n' "$@" > ${at('/asked')}; cp ${at(
      '/a.tar.gz',
    )} installer.tar.gz`,
  );
  program(
    '/bin/ip',
    `case "$*" in
  *route*) echo 'default via 10.0.20.1 dev enp1s0 proto dhcp' ;;
  *) echo '2: enp1s0    inet 10.0.20.77/24 brd 10.0.20.255 scope global enp1s0' ;;
esac`,
  );
  return createHash('sha256')
    .update(readFileSync(at('/a.tar.gz')))
    .digest('hex');
}

function run({ at }: ReturnType<typeof guest>) {
  return spawnSync('bash', [at('/usr/local/sbin/kasm-agent-install')], {
    env: { PATH: `${at('/bin')}:${process.env.PATH}` },
    encoding: 'utf8',
  });
}

describe('the installing script', () => {
  it('finds its own address, runs the installer once and leaves no token', () => {
    const machine = guest({});
    offline(machine);
    const { status, stderr } = run(machine);
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(machine.at('/arguments'), 'utf8').split('\n')).toEqual([
      '-e',
      '-S',
      'agent',
      '-p',
      '10.0.20.77',
      '-m',
      'kasm.example.com',
      '-M',
      TOKEN,
      '',
    ]);
    expect(readFileSync(machine.at('/asked'), 'utf8')).toContain(
      'https://mirror.test/a.tar.gz',
    );
    expect(existsSync(machine.at('/etc/kasm-agent/manager-token'))).toBe(false);
    writeFileSync(machine.at('/arguments'), 'not again');
    expect(run(machine).status).toBe(0);
    expect(readFileSync(machine.at('/arguments'), 'utf8')).toBe('not again');
  });

  it('takes a fixed address', () => {
    const machine = guest({}, '10.0.20.12');
    offline(machine);
    expect(run(machine).status).toBe(0);
    expect(readFileSync(machine.at('/arguments'), 'utf8')).toContain(
      '10.0.20.12',
    );
  });

  it('runs nothing of an installer with another checksum', () => {
    const machine = guest({ installerSha256: 'a'.repeat(64) });
    offline(machine);
    const { status, stderr } = run(machine);
    expect(status).toBe(1);
    expect(stderr).toContain('nothing of it was run');
    expect(existsSync(machine.at('/arguments'))).toBe(false);
    // Kept for another try by hand.
    expect(existsSync(machine.at('/etc/kasm-agent/manager-token'))).toBe(true);
  });

  it('runs one with the configured checksum', () => {
    let machine = guest({});
    const checksum = offline(machine);
    writeFileSync(machine.at('/etc/kasm-agent/installer-sha256'), checksum);
    expect(run(machine)).toMatchObject({ status: 0 });
    expect(existsSync(machine.at('/arguments'))).toBe(true);
    machine = guest({});
    offline(machine);
    machine.program('/bin/ip', 'true');
    expect(run(machine).stderr).toContain('has no IPv4 address');
  });
});

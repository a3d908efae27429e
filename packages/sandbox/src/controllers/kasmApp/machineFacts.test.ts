import { createClusterStore } from '../../apiserver/createClusterStore';
import { createManualClock } from '../../world/createManualClock';
import { bytes, installerFacts, machineSize } from './machineFacts';

const machine = (spec: object, annotations = {}): any => ({
  metadata: { namespace: 'agents', name: 'a-1', annotations },
  spec: { template: { spec } },
});

describe('what an agent’s machine tells', () => {
  it('is its size', () => {
    expect(
      machineSize(
        machine(
          {
            domain: {
              cpu: { cores: 4, sockets: 2, threads: 1 },
              memory: { guest: '16Gi' },
            },
          },
          {
            'harvesterhci.io/volumeClaimTemplates': JSON.stringify([
              { spec: { resources: { requests: { storage: '200Gi' } } } },
            ]),
          },
        ),
      ),
    ).toEqual({
      cores: 8,
      memory: 16 * 1024 ** 3,
      disk: 200 * 1024 ** 3,
    });
    expect([bytes('500M'), bytes('2Ti'), bytes('7')]).toEqual([
      5e8,
      2 * 1024 ** 4,
      7,
    ]);
  });

  it('is where its installer sends it, from the Secret of its user data', () => {
    const store = createClusterStore({ clock: createManualClock() });
    const tell = (userdata: string) => {
      store.delete('secrets', 'agents', 'init');
      store.create({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'init', namespace: 'agents' },
        data: { userdata: Buffer.from(userdata).toString('base64') },
      });
      return installerFacts(
        store,
        machine({
          volumes: [
            { name: 'd', cloudInitNoCloud: { secretRef: { name: 'init' } } },
          ],
        }),
      );
    };
    store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'agents' },
    });
    expect(
      tell(
        '#cloud-config\nruncmd:\n  - curl -O https://x/kasm_release_1.18.1.tar.gz\n  - bash kasm_release/install.sh -e -S agent -p 10.0.20.31 -m kasm.example.com -M s3cret\n',
      ),
    ).toEqual({
      version: '1.18.1',
      address: '10.0.20.31',
      manager: 'kasm.example.com',
      token: 's3cret',
    });
    expect(
      tell(
        'runcmd:\n  - [bash, install.sh, "-m", "kasm.example.com", -p, $IP]',
      ),
    ).toMatchObject({ manager: 'kasm.example.com', address: undefined });
    expect(tell('#cloud-config\npackages: [qemu-guest-agent]')).toEqual({});
    const files = {
      manager: 'kasm.example.com',
      token: 's3cret\n',
      address: '',
      'install-agent': [
        '#!/bin/bash',
        'manager="$(cat /etc/manager)"',
        'token="$(cat /etc/token)"',
        'address="$(cat /etc/address)"',
        'bash kasm_release/install.sh -S agent -p "$address" -m "$manager" -M "$token"',
      ].join('\n'),
    };
    const written = (runcmd: string[]) =>
      `#cloud-config\n${JSON.stringify({
        write_files: Object.entries(files).map(([name, content]) => ({
          path: `/etc/${name}`,
          content,
        })),
        runcmd,
      })}`;
    expect(tell(written(['/etc/install-agent']))).toEqual({
      manager: 'kasm.example.com',
      token: 's3cret',
    });
  });
});

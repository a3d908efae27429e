import { agentPool } from '../../spec/agentPool';
import { addressProblems, agentMachines } from './agentNames';

const pool = (count: number, addresses: object = { method: 'dhcp' }) =>
  agentPool.parse({
    pool: 'large',
    count,
    image: 'default/ubuntu',
    network: 'default/vlan20',
    addresses,
  });

const from = (first: string, gateway = '10.0.20.1', prefixLength = 24) => ({
  method: 'static',
  first,
  prefixLength,
  gateway,
  nameservers: ['10.0.20.2'],
});

describe('agentMachines', () => {
  it('counts names and addresses up', () => {
    expect(
      agentMachines('team', pool(2, from('10.0.20.254', '10.0.21.1', 23))),
    ).toEqual([
      {
        name: 'team-large-1',
        number: 1,
        secret: 'team-large-1-cloudinit',
        disk: 'team-large-1-rootdisk',
        address: '10.0.20.254',
      },
      expect.objectContaining({
        name: 'team-large-2',
        address: '10.0.20.255',
      }),
    ]);
    expect(agentMachines('team', pool(1))[0].address).toBeUndefined();
  });
});

describe('addressProblems', () => {
  it.each([
    [2, from('10.0.20.11'), []],
    [1, { method: 'dhcp' }, []],
    [
      4,
      from('10.0.20.252'),
      [
        'addresses.first: 4 addresses from 10.0.20.252 on do not fit in 10.0.20.0/24',
      ],
    ],
    [
      1,
      from('10.0.20.0'),
      [
        'addresses.first: 1 addresses from 10.0.20.0 on do not fit in 10.0.20.0/24',
      ],
    ],
    [
      1,
      from('10.0.20.11', '10.0.99.1'),
      ['addresses.gateway: 10.0.99.1 is not in 10.0.20.0/24'],
    ],
    [
      5,
      from('10.0.20.11', '10.0.20.13'),
      [
        'addresses.gateway: 10.0.20.13 is among the addresses of the VMs, 10.0.20.11 to 10.0.20.15',
      ],
    ],
    [2, from('200.0.0.1', '200.0.0.9', 8), []],
  ])('of %i from %o: %j', (count, addresses, problems) => {
    expect(addressProblems(pool(count, addresses))).toEqual(problems);
  });
});

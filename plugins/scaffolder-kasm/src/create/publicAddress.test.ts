import { isRefusedAddress, publicAddress } from './publicAddress';

describe('isRefusedAddress', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '169.254.169.254',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
  ])('refuses %s', address => {
    expect(isRefusedAddress(address)).toBe(true);
  });

  it.each([
    '203.0.113.202',
    '10.0.20.11',
    '192.168.1.5',
    '2001:db8::1',
    'fd12::1',
  ])('lets %s pass', address => {
    expect(isRefusedAddress(address)).toBe(false);
  });
});

describe('publicAddress', () => {
  it('does not follow a host that leads back to the portal', async () => {
    await expect(publicAddress('localhost')).rejects.toThrow('refused');
  });
});

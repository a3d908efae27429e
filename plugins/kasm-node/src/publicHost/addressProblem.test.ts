import { addressProblem } from './addressProblem';

describe('addressProblem', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '169.254.169.254',
    '224.0.0.1',
    '255.255.255.255',
    '100.100.100.200',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'not-an-address',
  ])('refuses %s', address => {
    expect(addressProblem(address, [])).toBeDefined();
  });

  it.each(['10.0.10.5', '192.168.1.2', '172.16.0.1', '203.0.113.9', 'fd12::1'])(
    'allows %s',
    address => {
      expect(addressProblem(address, [])).toBeUndefined();
    },
  );

  it("refuses the portal's own addresses", () => {
    expect(addressProblem('10.0.0.7', ['10.0.0.7'])).toBe(
      "one of the portal's own addresses",
    );
    expect(addressProblem('::ffff:10.0.0.7', ['10.0.0.7'])).toBeDefined();
  });
});

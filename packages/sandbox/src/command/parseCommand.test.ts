import { parseCommand, UsageError } from './parseCommand';

describe('parseCommand', () => {
  it('starts with the documented ports when nothing is said', () => {
    expect(parseCommand([])).toEqual({
      kind: 'start',
      ports: { rke2: 7443, harvester: 7444, kasm: 7445, control: 7446 },
      domain: 'sandbox.localhost',
      speed: 1,
      seeded: true,
      directory: undefined,
      exitWithParent: false,
    });
  });

  it('takes every option', () => {
    expect(
      parseCommand([
        '--rke2-port=0',
        '--harvester-port',
        '1',
        '--kasm-port=2',
        '--control-port=65535',
        '--domain=Lab.Example.com',
        '--speed=20',
        '--empty',
        '--directory=/tmp/x',
        '--exit-with-parent',
      ]),
    ).toEqual({
      kind: 'start',
      ports: { rke2: 0, harvester: 1, kasm: 2, control: 65535 },
      domain: 'lab.example.com',
      speed: 20,
      seeded: false,
      directory: '/tmp/x',
      exitWithParent: true,
    });
  });

  it('shows help, also behind the separator that yarn passes on', () => {
    expect(parseCommand(['--help'])).toEqual({ kind: 'help' });
    expect(parseCommand(['--', '-h'])).toEqual({ kind: 'help' });
  });

  it('understands the fault commands', () => {
    expect(parseCommand(['fault', 'list'])).toEqual({
      kind: 'faultList',
      controlPort: 7446,
    });
    expect(
      parseCommand([
        'fault',
        'inject',
        'x',
        '--target=kasm',
        '--control-port=9',
      ]),
    ).toEqual({
      kind: 'faultInject',
      id: 'x',
      target: 'kasm',
      controlPort: 9,
    });
    expect(parseCommand(['fault', 'heal'])).toMatchObject({ id: undefined });
    expect(parseCommand(['fault', 'heal', 'x'])).toMatchObject({ id: 'x' });
  });

  it.each([
    [['--nope'], "Unknown option '--nope'"],
    [['--rke2-port=70000'], "--rke2-port '70000' is not a port"],
    [['--kasm-port=abc'], "--kasm-port 'abc' is not a port"],
    [['--speed=0'], "--speed '0' is not a number"],
    [['--speed=fast'], "--speed 'fast' is not a number"],
    [['--domain=not_a_domain'], "--domain 'not_a_domain' is not a domain"],
    [['serve'], "Unknown command 'serve'"],
    [['fault'], 'fault list, fault inject <id>, fault heal'],
    [['fault', 'inject'], 'fault list, fault inject <id>, fault heal'],
    [['fault', 'heal', 'a', 'b'], "Too much: 'b'"],
  ])('refuses %j with one message', (args, message) => {
    expect(() => parseCommand(args)).toThrow(UsageError);
    expect(() => parseCommand(args)).toThrow(message);
  });
});

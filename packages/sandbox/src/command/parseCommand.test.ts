import { parseCommand } from './parseCommand';
import { UsageError } from './UsageError';

describe('parseCommand', () => {
  it('starts with the documented ports when nothing is said', () => {
    expect(parseCommand([])).toEqual({
      kind: 'start',
      ports: { rke2: 7443, harvester: 7444, kasm: 7445, control: 7446 },
      domain: 'sandbox.localhost',
      speed: 1,
      seeded: true,
      fleet: 0,
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
      fleet: 0,
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

  it('understands the commands for time', () => {
    const parsed = (line: string) => parseCommand(line.split(' '));
    const controlPort = 7446;
    expect(parsed('clock')).toEqual({ kind: 'clock', controlPort });
    expect(parsed('clock speed 60')).toEqual({
      kind: 'clockSpeed',
      factor: '60',
      controlPort,
    });
    expect(parsed('clock advance 2h')).toEqual({
      kind: 'clockAdvance',
      by: '2h',
      controlPort,
    });
    expect(parsed('day --seconds=30')).toEqual({
      kind: 'dayStart',
      seconds: '30',
      controlPort,
    });
    expect(parsed('day stop')).toEqual({ kind: 'dayStop', controlPort });
  });

  it.each([
    [['--nope'], "Unknown option '--nope'"],
    [['--rke2-port=70000'], "--rke2-port '70000' is not a port"],
    [['--kasm-port=abc'], "--kasm-port 'abc' is not a port"],
    [['--speed=-1'], "--speed '-1' is not a number"],
    [['--speed=fast'], "--speed 'fast' is not a number"],
    [['--domain=not_a_domain'], "--domain 'not_a_domain' is not a domain"],
    [['serve'], "Unknown command 'serve'"],
    [['fault'], 'fault list, fault inject <id>, fault heal'],
    [['fault', 'inject'], 'fault list, fault inject <id>, fault heal'],
    [['fault', 'heal', 'a', 'b'], 'fault list, fault inject <id>, fault heal'],
    [['clock', 'advance'], 'clock speed <number>, clock advance <15m>'],
    [['day', 'night'], 'day [--seconds <number>], day stop'],
    [['--seconds=3'], "--seconds belongs to 'day'"],
    [['--fleet=many'], "--fleet 'many' is not a whole number"],
    [['--fleet=3', '--empty'], '--fleet copies the deployment'],
  ])('refuses %j with one message', (args, message) => {
    expect(() => parseCommand(args)).toThrow(UsageError);
    expect(() => parseCommand(args)).toThrow(message);
  });
});

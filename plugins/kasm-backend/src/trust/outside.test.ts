import dns from 'dns';
import dnsPromises from 'dns/promises';
import { Socket } from 'net';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  eventually,
  startPortal,
  type Portal,
} from '../__testUtils__/startPortal';

// A cold start compiles half of Backstage.
jest.setTimeout(120_000);

/** Everything that this process asks for by name or connects to. */
function watchOutside() {
  const names = new Set<string>();
  const targets = new Set<string>();
  const { connect } = Socket.prototype;
  const spies = [
    jest
      .spyOn(Socket.prototype, 'connect')
      .mockImplementation(function watch(this: Socket, ...given: any[]) {
        const [options] = Array.isArray(given[0]) ? given[0] : given;
        const { path, host = 'localhost', port = options } = options ?? {};
        targets.add(path ?? `${host}:${port}`);
        return (connect as any).apply(this, given);
      } as never),
    ...(['lookup', 'resolve', 'resolve4', 'resolve6'] as const).flatMap(
      name => {
        const { [name]: plain } = dns as any;
        const { [name]: promised } = dnsPromises as any;
        const watching =
          (real: Function) =>
          (...given: unknown[]) => {
            names.add(String(given[0]));
            return real(...given);
          };
        return [
          jest.spyOn(dns as any, name).mockImplementation(watching(plain)),
          jest
            .spyOn(dnsPromises as any, name)
            .mockImplementation(watching(promised)),
        ];
      },
    ),
  ];
  return {
    names,
    targets,
    stop: () => spies.forEach(spy => spy.mockRestore()),
  };
}

describe('SEC-36: the backend', () => {
  let outside: ReturnType<typeof watchOutside>;
  let sandbox: Sandbox;
  let portal: Portal;

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      speed: 20,
    });
    outside = watchOutside();
    portal = await startPortal({ sandbox });
  });
  afterAll(async () => {
    await portal?.stop();
    outside?.stop();
    await sandbox?.stop();
  });

  it('connects to the configured clusters and hosts, and to nothing else, well or not', async () => {
    const path = '/v1/deployments/rke2/workspaces';
    await eventually(
      () => portal.get(path),
      ({ body }) =>
        body.health === 'healthy' && body.sources.kasmApi.state === 'ok',
      40_000,
    );
    for (const end of ['', '/history', '/sessions', '/logs/api']) {
      await portal.get(`${path}${end}`);
    }
    await portal.get(`/v1/clusters/rke2/dns?host=kasm.${sandbox.domain}`);
    sandbox.inject('database-down');
    await eventually(
      () => portal.get(path),
      ({ body }) => body.health === 'down',
      40_000,
    );
    sandbox.heal();

    const ports = {
      portal: Number(new URL(portal.url).port),
      rke2: Number(new URL(sandbox.clusters.rke2.url).port),
      harvester: Number(new URL(sandbox.clusters.harvester.url).port),
      kasm: sandbox.kasmPort,
    };
    const seen = [...outside.targets].map(target => ({
      target,
      port: Number(target.slice(target.lastIndexOf(':') + 1)),
    }));
    expect(
      seen.filter(({ port }) => !Object.values(ports).includes(port)),
    ).toEqual([]);
    expect(
      seen.filter(
        ({ target }) =>
          !/^(127\.0\.0\.1|localhost|::1|kasm\.sandbox\.localhost):/.test(
            target,
          ),
      ),
    ).toEqual([]);
    // All four were, or nothing was watched.
    expect(new Set(seen.map(({ port }) => port))).toEqual(
      new Set(Object.values(ports)),
    );
    expect(
      [...outside.names].filter(
        name =>
          !['localhost', '127.0.0.1', `kasm.${sandbox.domain}`].includes(name),
      ),
    ).toEqual([]);
  });
});

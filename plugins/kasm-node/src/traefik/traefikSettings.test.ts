import {
  traefikSettings,
  traefikTimeouts,
  type TraefikContainer,
} from './traefikSettings';

const flag =
  '--entryPoints.websecure.transport.respondingTimeouts.readTimeout=';
const env = (value: string) => ({
  name: 'TRAEFIK_ENTRYPOINTS_WEBSECURE_TRANSPORT_RESPONDINGTIMEOUTS_READTIMEOUT',
  value,
});
const of = (container: TraefikContainer) =>
  traefikTimeouts(traefikSettings([container]), 'WebSecure');

describe('traefikSettings', () => {
  it.each([
    [[], 60],
    [[`${flag}1800s`], 1800],
    [[`${flag}30m`], 1800],
    [[`${flag}1h30m`], 5400],
    [[`${flag}1800`], 1800],
    [[`${flag}1500ms`], 1.5],
    [[`${flag}0`], 0],
    [[`${flag}60s`, `${flag.toLowerCase()}1800s`], 1800],
    [['--entryPoints.web.transport.respondingTimeouts.readTimeout=1800s'], 60],
    [[`${flag}soon`], undefined],
    [['--configFile=/etc/traefik.yml'], undefined],
  ])('reads the timeout of %j as %s s', (args, seconds) => {
    expect(of({ args }).read.seconds).toBe(seconds);
  });

  it('takes arguments, else the environment, else the default', () => {
    expect(of({ args: [`${flag}90s`], env: [env('30m')] }).read).toEqual({
      seconds: 90,
      from: 'argument',
    });
    expect(of({ env: [env('30m')] }).read).toEqual({
      seconds: 1800,
      from: 'environment',
    });
    expect(of({}).read).toEqual({ seconds: 60, from: 'default' });
  });

  it('knows that Traefik does not look at its environment when it has arguments', () => {
    expect(of({ args: ['--ping=true'], env: [env('30m')] }).read).toEqual({
      seconds: 60,
      from: 'default',
    });
  });

  it.each([
    ['rancher/hardened-traefik:v3.7.11-build20260723', '3.7.11', 60],
    ['registry.internal:5000/traefik:v2.11.1', '2.11.1', 0],
    ['traefik:2.11.2', '2.11.2', 60],
    ['traefik:v2.10', '2.10', 0],
    ['traefik:1.7.34-alpine', '1.7.34', 0],
    ['traefik@sha256:0123', undefined, 60],
    ['traefik:latest', undefined, 60],
  ])('has %s wait as long as its version does', (image, version, read) => {
    expect(traefikSettings([{ image }]).version).toBe(version);
    expect(of({ image })).toMatchObject({
      read: { seconds: read },
      write: { seconds: 0 },
      idle: { seconds: 180 },
    });
  });

  it('reads write and idle timeouts', () => {
    const timeouts = '--entrypoints.websecure.transport.respondingtimeouts.';
    expect(
      of({
        args: [`${timeouts}writetimeout=10s`, `${timeouts}idletimeout=1m`],
      }),
    ).toMatchObject({
      write: { seconds: 10, from: 'argument' },
      idle: { seconds: 60, from: 'argument' },
    });
  });

  it('knows entry points, the ingress class and where Traefik looks', () => {
    expect(
      traefikSettings([
        {
          command: ['traefik'],
          args: [
            '--entryPoints.web.address=:8000/tcp',
            '--entrypoints.websecure.address=:8443/tcp',
            '--entrypoints.websecure.http.tls=true',
            '--providers.kubernetescrd.ingressClass=traefik',
            '--providers.kubernetescrd.namespaces=kasm,other',
            '--providers.kubernetescrd.allowCrossNamespace=true',
          ],
        },
      ]),
    ).toMatchObject({
      entryPoints: ['web', 'websecure'],
      ingressClass: 'traefik',
      namespaces: ['kasm', 'other'],
      allowCrossNamespace: true,
    });
  });

  it('keeps nothing that does not concern Kasm', () => {
    const kept = traefikSettings([
      {
        args: ['--certificatesresolvers.le.acme.email=a@example.com'],
        env: [{ name: 'CF_API_TOKEN', value: 'canary' }],
      },
    ]);
    expect(JSON.stringify(kept)).not.toMatch(/canary|example/);
  });
});

import { traefikSettings } from './traefikSettings';

const flag =
  '--entryPoints.websecure.transport.respondingTimeouts.readTimeout=';
const env = (value: string) => ({
  name: 'TRAEFIK_ENTRYPOINTS_WEBSECURE_TRANSPORT_RESPONDINGTIMEOUTS_READTIMEOUT',
  value,
});

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
    expect(traefikSettings([{ args }]).readTimeout('websecure').seconds).toBe(
      seconds,
    );
  });

  it('takes arguments before the environment, and that before the default', () => {
    const of = (
      args: string[],
      variables: Array<{ name: string; value: string }>,
    ) => traefikSettings([{ args, env: variables }]).readTimeout('websecure');
    expect(of([`${flag}90s`], [env('30m')])).toEqual({
      seconds: 90,
      from: 'argument',
    });
    expect(of([], [env('30m')])).toEqual({
      seconds: 1800,
      from: 'environment',
    });
    expect(of([], [])).toEqual({ seconds: 60, from: 'default' });
  });

  it('knows entry points and the ingress class', () => {
    expect(
      traefikSettings([
        {
          command: ['traefik'],
          args: [
            '--entryPoints.web.address=:8000/tcp',
            '--entrypoints.websecure.address=:8443/tcp',
            '--entrypoints.websecure.http.tls=true',
            '--providers.kubernetescrd.ingressClass=traefik',
          ],
        },
      ]),
    ).toMatchObject({
      entryPoints: ['web', 'websecure'],
      ingressClass: 'traefik',
    });
  });
});

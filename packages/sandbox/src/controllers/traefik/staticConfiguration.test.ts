import { staticConfiguration } from './staticConfiguration';

const IMAGE = 'rancher/hardened-traefik:v3.7.11-build20260723';

describe('what Traefik was told', () => {
  it('reads arguments over the environment, whatever their case, the last one counting', () => {
    const { entryPoints, crd, ingress } = staticConfiguration({
      image: IMAGE,
      env: [
        {
          name: 'TRAEFIK_ENTRYPOINTS_WEBSECURE_TRANSPORT_RESPONDINGTIMEOUTS_READTIMEOUT',
          value: '30s',
        },
        {
          name: 'TRAEFIK_ENTRYPOINTS_WEB_TRANSPORT_RESPONDINGTIMEOUTS_READTIMEOUT',
          value: '90',
        },
        {
          name: 'TRAEFIK_PROVIDERS_KUBERNETESCRD_INGRESSCLASS',
          value: 'other',
        },
      ],
      args: [
        '--entryPoints.web.address=:8000/tcp',
        '--entrypoints.webSecure.address=:8443/tcp',
        '--entryPoints.websecure.http.tls=true',
        '--entryPoints.websecure.transport.respondingTimeouts.readTimeout=1m',
        '--entryPoints.websecure.transport.respondingTimeouts.readTimeout=30m',
        '--providers.kubernetesCRD',
        '--providers.kubernetescrd.ingressClass=traefik',
        '--providers.kubernetescrd.allowCrossNamespace',
      ],
    });
    expect(entryPoints.get('websecure')).toEqual({
      name: 'websecure',
      tls: true,
      readTimeout: 1_800_000,
    });
    expect(entryPoints.get('web')).toMatchObject({
      tls: false,
      readTimeout: 90_000,
    });
    expect(crd).toEqual({
      ingressClass: 'traefik',
      allowCrossNamespace: true,
      allowEmptyServices: false,
    });
    expect(ingress).toBeUndefined();
  });

  it.each([
    [IMAGE, 60_000],
    ['traefik:v3.0', 60_000],
    ['traefik:v2.11.2', 60_000],
    ['traefik:v2.11.1', 0],
    ['traefik:latest', 60_000],
  ])('knows the read timeout of %s', (image, expected) => {
    const { entryPoints } = staticConfiguration({
      image,
      args: ['--entryPoints.web.address=:80'],
    });
    expect(entryPoints.get('web')?.readTimeout).toBe(expected);
  });

  it('reads where an entry point sends everybody', () => {
    const { entryPoints } = staticConfiguration({
      args: ['--entryPoints.web.http.redirections.entryPoint.to=:443'],
    });
    expect(entryPoints.get('web')?.redirect).toEqual({
      to: ':443',
      scheme: 'https',
      permanent: true,
    });
  });

  it('gives up on what is no duration, as Traefik does', () => {
    expect(() =>
      staticConfiguration({
        args: [
          '--entryPoints.web.transport.respondingTimeouts.readTimeout=1800x',
        ],
      }),
    ).toThrow('1800x');
  });
});

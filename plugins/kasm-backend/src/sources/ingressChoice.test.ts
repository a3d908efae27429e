import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { viewsOf } from '../__testUtils__/viewsOf';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import { watchIngress } from './ingress';

const HOST = 'kasm.sandbox.localhost';

const object = (kind: string, name: string, spec: object): KubeObject =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'kasm' },
    spec,
  } as KubeObject);

function routeAmong(
  objects: KubeObject[],
  routeKind: 'IngressRoute' | 'HTTPRoute' = 'IngressRoute',
) {
  return watchIngress({
    views: viewsOf(objects),
    deployment: { ...healthyObservation().deployment, routeKind },
    changed: () => {},
  }).sighting().facts?.route;
}

describe('the route of a deployment', () => {
  it.each([
    [
      'the one for its host',
      [
        ['Host(`other.example.com`)', 'other'],
        [`Host(\`${HOST}\`)`, 'kasm-proxy'],
      ],
    ],
    [
      'the one for its first page',
      [
        [`Host(\`${HOST}\`) && PathPrefix(\`/reports\`)`, 'reports'],
        [`Host(\`${HOST}\`) && PathPrefix(\`/\`)`, 'kasm-proxy'],
      ],
    ],
    [
      'the one for every host',
      [
        ['Host(`other.example.com`)', 'other'],
        ['HostRegexp(`^.+\\.sandbox\\.localhost$`)', 'kasm-proxy'],
      ],
    ],
  ])('leads by that rule of several: %s', (_, rules) => {
    expect(
      routeAmong([
        object('IngressRoute', 'kasm', {
          routes: rules.map(([match, name]) => ({
            match,
            services: [{ name, port: 8443 }],
          })),
        }),
      ]),
    ).toMatchObject({ service: 'kasm-proxy', port: 8443 });
  });

  it('is the one on the entry point, not the one that only leads there', () => {
    const on = (name: string, entryPoint: string) =>
      object('IngressRoute', name, {
        entryPoints: [entryPoint],
        routes: [{ match: `Host(\`${HOST}\`)`, services: [{ name }] }],
      });
    expect(
      routeAmong([on('a-redirect', 'web'), on('b', 'websecure')])?.name,
    ).toBe('b');
  });

  it.each([
    ['no hostnames', undefined],
    ['a wildcard', ['*.sandbox.localhost']],
  ])('may be an HTTPRoute with %s, of any name', (_, hostnames) => {
    expect(
      routeAmong(
        [
          object('HTTPRoute', 'shared', {
            hostnames,
            rules: [
              {
                matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
                backendRefs: [{ name: 'api', port: 1 }],
              },
              { backendRefs: [{ name: 'kasm-proxy', port: 8080 }] },
            ],
          }),
        ],
        'HTTPRoute',
      ),
    ).toMatchObject({ name: 'shared', service: 'kasm-proxy', port: 8080 });
  });
});

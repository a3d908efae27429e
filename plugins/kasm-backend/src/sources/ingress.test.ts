import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import { viewsOf } from '../__testUtils__/viewsOf';
import { watchIngress } from './ingress';

const HOST = 'kasm.sandbox.localhost';
const FLAG = '--entryPoints.websecure.transport.respondingTimeouts';

function object(
  kind: string,
  name: string,
  rest: object,
  namespace = 'kasm',
): KubeObject {
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace, ...(rest as any).metadata },
    ...Object.fromEntries(
      Object.entries(rest).filter(([key]) => key !== 'metadata'),
    ),
  };
}

const route = object('IngressRoute', 'kasm', {
  metadata: { annotations: { 'kubernetes.io/ingress.class': 'traefik' } },
  spec: {
    entryPoints: ['websecure'],
    routes: [
      {
        match: `Host(\`${HOST}\`)`,
        middlewares: [{ name: 'headers' }, { name: 'limit', namespace: 'x' }],
        services: [{ name: 'kasm-proxy-default', port: 8443, scheme: 'https' }],
      },
    ],
  },
});
const service = object('Service', 'kasm-proxy-default', {
  spec: {
    selector: { 'app.kubernetes.io/component': 'proxy' },
    ports: [{ name: 'https', port: 8443 }],
  },
});
const slice = (name: string, pod: string, ready: boolean) =>
  object('EndpointSlice', name, {
    metadata: {
      labels: { 'kubernetes.io/service-name': 'kasm-proxy-default' },
    },
    ports: [{ name: 'https', port: 8443 }],
    endpoints: [{ conditions: { ready }, targetRef: { name: pod } }],
  });
const traefik = (args: string[]) =>
  object(
    'DaemonSet',
    'rke2-traefik',
    {
      spec: {
        template: {
          spec: {
            containers: [
              { image: 'rancher/hardened-traefik:v3.7.11-build1', args },
            ],
          },
        },
      },
      status: { desiredNumberScheduled: 2, numberReady: 2 },
    },
    'kube-system',
  );
const config = (valuesContent: string) =>
  object(
    'HelmChartConfig',
    'rke2-traefik',
    {
      metadata: {
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [{ time: '2026-02-01T00:00:00Z' }],
      },
      spec: { valuesContent },
    },
    'kube-system',
  );

function facts(
  objects: KubeObject[],
  {
    hidden = [],
    routeKind,
  }: { hidden?: string[]; routeKind?: 'HTTPRoute' } = {},
) {
  return watchIngress({
    views: viewsOf(objects, hidden),
    deployment: { ...healthyObservation().deployment, routeKind },
    changed: () => {},
  }).sighting();
}

describe('watchIngress', () => {
  it('sees the pods behind the route, and what they listen on', () => {
    expect(
      facts([
        route,
        service,
        slice('b', 'kasm-proxy-2', true),
        slice('a', 'kasm-proxy-1', false),
      ]).facts,
    ).toMatchObject({
      route: { middlewares: ['headers', 'x/limit'] },
      backend: {
        present: true,
        component: 'proxy',
        ports: [{ name: 'https', port: 8443, target: 8443 }],
        readyPods: ['kasm-proxy-2'],
      },
    });
  });

  it('knows a Service that is not there from one that it may not see', () => {
    expect(facts([route]).facts?.backend).toEqual({
      present: false,
      ports: [],
    });
    expect(
      facts([route], { hidden: ['Service'] }).facts?.backend,
    ).toBeUndefined();
    expect(
      facts([route, service], { hidden: ['EndpointSlice'] }).facts?.backend
        ?.readyPods,
    ).toBeUndefined();
  });

  it.each(['Service', 'EndpointSlice', 'HelmChartConfig', 'DaemonSet'])(
    'goes on without the right to see a %s',
    kind => {
      expect(facts([route], { hidden: [kind] }).state).toBe('ok');
    },
  );

  it('reads an HTTPRoute with what its Gateways say', () => {
    const httpRoute = object('HTTPRoute', 'kasm', {
      spec: {
        hostnames: [HOST],
        rules: [{ backendRefs: [{ name: 'kasm-proxy-default', port: 8080 }] }],
      },
      status: {
        parents: [
          {
            parentRef: { name: 'shared' },
            conditions: [
              { type: 'Accepted', status: 'True' },
              {
                type: 'ResolvedRefs',
                status: 'False',
                reason: 'BackendNotFound',
                message: 'service not found',
              },
            ],
          },
        ],
      },
    });
    expect(facts([httpRoute, route], { routeKind: 'HTTPRoute' })).toMatchObject(
      {
        state: 'ok',
        facts: {
          route: {
            kind: 'HTTPRoute',
            hosts: [HOST],
            service: 'kasm-proxy-default',
            port: 8080,
            accepted: true,
            refusals: [
              {
                parent: 'shared',
                condition: 'ResolvedRefs',
                message: 'service not found',
              },
            ],
          },
        },
      },
    );
  });

  it('does without IngressRoutes where the Gateway API is used, and the other way round', () => {
    expect(
      facts([], {
        hidden: ['IngressRoute', 'ServersTransport'],
        routeKind: 'HTTPRoute',
      }).state,
    ).toBe('empty');
    expect(facts([route], { hidden: ['HTTPRoute'] }).state).toBe('ok');
  });

  it('reads what Traefik does, what it should do, and where it is', () => {
    const seen = facts([
      route,
      traefik([`${FLAG}.readTimeout=60s`, `${FLAG}.idleTimeout=30s`]),
      config(`ports:
  websecure:
    transport:
      respondingTimeouts:
        writeTimeout: 5m
additionalArguments:
  - "${FLAG}.readTimeout=1800s"
token: canary
`),
      object(
        'Service',
        'rke2-traefik',
        { status: { loadBalancer: { ingress: [{ ip: '192.0.2.7' }] } } },
        'kube-system',
      ),
    ]).facts?.traefik;

    expect(seen).toMatchObject({
      version: '3.7.11',
      timeouts: {
        read: { seconds: 60, from: 'argument' },
        write: { seconds: 0, from: 'default' },
        idle: { seconds: 30, from: 'argument' },
      },
      configured: { read: 1800, write: 300 },
      configuredAt: '2026-02-01T00:00:00Z',
      addresses: ['192.0.2.7'],
    });
    expect(JSON.stringify(seen)).not.toContain('canary');
  });

  it.each(['a: [', 'text', '', '- 1', 'ports: 3\nadditionalArguments: {}'])(
    'bears values such as %j',
    values => {
      expect(
        facts([route, traefik([]), config(values)]).facts?.traefik?.timeouts
          .read.seconds,
      ).toBe(60);
    },
  );
});

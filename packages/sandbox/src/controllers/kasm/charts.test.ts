import type { NewObject } from '../../apiserver/ClusterStore';
import { demoValues } from '../../world/demoDeployment';
import { mergeValues, type Chart, type Values } from '../helm/Chart';
import { kasmChart } from './kasmChart';
import { kasmHelmChart } from './kasmHelmChart';
import { kasmHelmSchemaErrors } from './kasmHelmValues';

const nothing = () => undefined;

function render(
  chart: Chart,
  version: string,
  values: Values = {},
  lookupService: (namespace: string, name: string) => any = nothing,
): NewObject[] {
  return chart.render(
    mergeValues(chart.defaults, mergeValues(demoValues, values)),
    {
      name: 'demo',
      namespace: 'demo',
      version,
      appVersion: chart.versions[version],
      lookupSecret: nothing,
      lookupService,
    },
  );
}
const old = (values: Values = {}) => render(kasmChart, '1.1181.1', values);
const next = (values: Values = {}) =>
  render(kasmHelmChart, '1.1190.6', { useImageTags: '1.19.0', ...values });
/** The demo's values with the flat annotations of 1.19. */
const flat = { annotations: { secret: null } };

const names = (objects: NewObject[], kind: string) =>
  objects
    .filter(object => object.kind === kind)
    .map(({ metadata }) => metadata.name)
    .sort();
const named = (objects: NewObject[], kind: string, name: string) =>
  objects.find(
    object => object.kind === kind && object.metadata.name === name,
  )!;
const podOf = ({ spec }: NewObject) => spec.template.spec;
const initNames = (object: NewObject) =>
  podOf(object).initContainers.map(({ name }: { name: string }) => name);

describe('chart kasm 1.1181.x', () => {
  it('has these objects, whatever the release is called', () => {
    const objects = old();
    expect(names(objects, 'Deployment')).toEqual([
      'demo-api-deployment',
      'demo-guac-deployment',
      'demo-manager-default-deployment',
      'demo-proxy-default-deployment',
      'demo-rdp-gw-deployment',
      'demo-rdp-https-gw-deployment',
    ]);
    expect(names(objects, 'Service')).toEqual([
      'kasm-api',
      'kasm-guac',
      'kasm-manager',
      'kasm-manager-default',
      'kasm-proxy-default',
      'kasm-rdp-gateway',
      'kasm-rdp-https-gateway',
    ]);
    expect(names(objects, 'ConfigMap')).toEqual([
      'demo-proxy-base-configmap',
      'demo-proxy-default-settings-configmap',
      'demo-proxy-services-configmap',
      'demo-rdp-gw-configmap',
    ]);
    expect(names(objects, 'Secret')).toEqual(['demo-secrets']);
    const job = named(objects, 'Job', 'demo-db-init-job');
    expect(job.spec.ttlSecondsAfterFinished).toBe(100);
    expect(named(objects, 'Deployment', 'demo-api-deployment')).toMatchObject({
      metadata: {
        labels: { 'kasm-version': '1.18.1', 'helm.sh/chart': 'kasm-1.1181.1' },
      },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'demo-api' } },
      },
    });
  });

  it('waits in a chain, and mounts the certificate by its files', () => {
    const objects = old();
    const inits = (name: string) =>
      initNames(named(objects, 'Deployment', `demo-${name}-deployment`));
    expect(inits('api')).toEqual(['db-is-ready']);
    expect(inits('manager-default')).toEqual(['kasm-api-is-ready']);
    expect(inits('proxy-default')).toEqual([
      'demo-proxy-default-data-perms',
      'kasm-api-is-ready',
      'kasm-manager-default-is-ready',
      'kasm-guac-is-ready',
      'kasm-rdp-gateway-is-ready',
    ]);
    const mounting = objects.filter(
      object =>
        object.kind === 'Deployment' &&
        podOf(object).volumes.some(({ secret }: any) => secret),
    );
    expect(
      mounting.map(
        ({ metadata }) => metadata.labels!['app.kubernetes.io/component'],
      ),
    ).toEqual(['rdp-gateway', 'rdp-https-gateway', 'proxy']);
    expect(podOf(mounting[2]).containers[0].volumeMounts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          mountPath: '/etc/ssl/certs/kasm_nginx.crt',
          subPath: 'tls.crt',
        }),
      ]),
    );
    expect(podOf(mounting[2]).initContainers[0].securityContext.runAsUser).toBe(
      0,
    );
  });

  it('has probes, replicas and resources by its size', () => {
    const large = old({ deploymentSize: 'large' });
    const deployment = (name: string) =>
      named(large, 'Deployment', `demo-${name}-deployment`);
    expect(deployment('api').spec.replicas).toBe(3);
    expect(deployment('proxy-default').spec.replicas).toBe(4);
    expect(deployment('proxy-default').spec.strategy.rollingUpdate).toEqual({
      maxUnavailable: 1,
      maxSurge: 5,
    });
    const [api] = podOf(deployment('api')).containers;
    expect(api).toMatchObject({
      livenessProbe: { tcpSocket: { port: 8080 } },
      readinessProbe: {
        httpGet: { path: '/api/__healthcheck', port: 8080 },
        initialDelaySeconds: 30,
        periodSeconds: 30,
        failureThreshold: 3,
      },
      resources: {
        requests: { cpu: '150m', memory: '64Mi' },
        limits: { cpu: '500m', memory: '512Mi' },
      },
    });
    expect(podOf(deployment('guac')).containers[0].resources.requests.cpu).toBe(
      '500m',
    );
  });

  it('makes what the values ask for', () => {
    const objects = old({
      kasmZones: [{ name: 'default' }, { name: 'EU West' }],
      components: { guac: { enabled: false } },
      proxyService: { type: 'LoadBalancer' },
      dbManagement: { initialize: false, backupCron: { enabled: true } },
      ingress: { enabled: true, ingressClassName: 'traefik' },
      certificate: { certManager: { enabled: true, issuerName: 'vault' } },
    });
    expect(names(objects, 'Job')).toEqual([]);
    expect(names(objects, 'Deployment')).toEqual(
      expect.arrayContaining([
        'demo-manager-eu-west-deployment',
        'demo-proxy-eu-west-deployment',
      ]),
    );
    expect(names(objects, 'Deployment')).not.toContain('demo-guac-deployment');
    expect(names(objects, 'Service')).toContain('kasm-proxy-ext');
    expect(names(objects, 'PersistentVolumeClaim')).toEqual([
      'demo-db-backup-pvc',
    ]);
    expect(names(objects, 'CronJob')).toEqual(['demo-db-backup-cron']);
    expect(
      named(objects, 'Certificate', 'demo-proxy-cert').spec.dnsNames,
    ).toEqual(['demo.sandbox.localhost', '*.demo.sandbox.localhost']);
    expect(
      named(objects, 'Ingress', 'demo-ingress').spec.rules[0].http.paths[0]
        .backend,
    ).toEqual({
      service: { name: 'kasm-proxy-default', port: { number: 8080 } },
    });
    expect(() =>
      old({ dbManagement: { initialize: true, upgrade: { enable: true } } }),
    ).toThrow('execution error at (kasm/');
  });

  it('initialises as superuser or, without one, as owner', () => {
    const variables = (values: Values) =>
      podOf(
        named(old(values), 'Job', 'demo-db-init-job'),
      ).containers[0].env.map(({ name }: { name: string }) => name);
    expect(variables({})).toContain('DATABASE_MASTER_PASSWORD');
    expect(
      variables({
        database: { postgresMasterUser: { username: null, secret: null } },
      }),
    ).not.toContain('DATABASE_MASTER_PASSWORD');
  });
});

describe('chart kasm-helm 1.1190.x', () => {
  it('begins every name with the release', () => {
    const objects = next(flat);
    expect(names(objects, 'Service')).toEqual([
      'demo-api-default',
      'demo-guac-default',
      'demo-manager-default',
      'demo-proxy-default',
      'demo-rdp-gateway-default',
      'demo-rdp-https-gateway-default',
    ]);
    expect(names(objects, 'StatefulSet')).toEqual([
      'demo-guac-default',
      'demo-rdp-https-gateway-default',
    ]);
    const api = named(objects, 'Deployment', 'demo-api-default');
    expect(api.metadata.labels).toMatchObject({
      'kasm.com/version': '1.19.0',
      'helm.sh/chart': 'kasm-helm-1.1190.6',
      'app.kubernetes.io/component': 'api',
    });
    expect(podOf(api).containers[0].image).toBe('docker.io/kasmweb/api:1.19.0');
    expect(
      named(objects, 'Job', 'demo-db-init').spec.ttlSecondsAfterFinished,
    ).toBe(300);
  });

  it('lets the proxy wait for API and manager only', () => {
    const proxy = named(next(flat), 'Deployment', 'demo-proxy-default');
    expect(initNames(proxy)).toEqual([
      'demo-api-is-ready',
      'demo-manager-is-ready',
    ]);
  });

  it('keeps its Secret out of the release', () => {
    const secret = named(
      next({
        ...flat,
        kasmSecrets: { annotations: { 'helm.sh/resource-policy': 'keep' } },
      }),
      'Secret',
      'demo-secrets',
    );
    expect(secret.metadata.annotations).toMatchObject({
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'helm.sh/resource-policy': 'keep',
    });
  });

  it('asks the cluster’s DNS when it is told which, or finds it by its usual name', () => {
    const resolver = (values: Values, lookup = nothing as any) =>
      named(
        render(
          kasmHelmChart,
          '1.1190.6',
          { useImageTags: '1.19.0', ...flat, ...values },
          lookup,
        ),
        'ConfigMap',
        'demo-nginx-shared',
      ).data['resolver.conf'];
    expect(resolver({})).toBe('resolver 127.0.0.11;\n');
    expect(resolver({ nginxResolver: '10.43.0.10' })).toBe(
      'resolver 10.43.0.10;\n',
    );
    expect(resolver({}, () => ({ spec: { clusterIP: '10.96.0.10' } }))).toBe(
      'resolver 10.96.0.10;\n',
    );
  });

  it('refuses what it cannot do', () => {
    expect(() => next({ ...flat, useImageTags: '' })).toThrow(
      'Image tag not set for "api"',
    );
    expect(() =>
      next({
        ...flat,
        ingress: { enabled: true },
        proxyService: { type: 'LoadBalancer' },
      }),
    ).toThrow('execution error at (kasm-helm/templates/validation.yaml)');
    // `annotations.secret` of 1.18.1 is no annotation here.
    expect(kasmHelmSchemaErrors(demoValues)).toEqual([
      "- at '/annotations/secret': got object, want string",
    ]);
  });
});

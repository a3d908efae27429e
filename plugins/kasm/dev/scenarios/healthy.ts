import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { ago, ahead } from './moments';

const ok = { state: 'ok', seen: ago({ seconds: 2 }) } as const;

const component = (role: string, deployment: string) => ({
  role,
  state: 'ok' as const,
  deployment,
  ready: 1,
  desired: 1,
  version: '1.18.1',
  rolledOutAt: ago({ days: 9 }),
});

/** All is well with the seed's installation. */
export const healthy: StatusDocument = {
  deployment: {
    ref: 'rke2/workspaces',
    cluster: 'rke2',
    name: 'workspaces',
    title: 'Workspaces',
    state: 'active',
    owner: 'group:default/platform',
    domain: 'sandbox.localhost',
    host: 'kasm.sandbox.localhost',
    url: 'https://kasm.sandbox.localhost:7445/',
    versions: { kasm: '1.18.1', chart: '1.1181.0', postgres: '14' },
    names: {
      namespace: 'kasm',
      release: 'kasm',
      systemNamespace: 'kasm-portal',
      databaseNamespace: 'database',
      databaseCluster: 'kasm-pg',
      tlsSecret: 'kasm-sandbox-localhost-tls',
      adminSecret: 'kasm-secrets',
      credentialsSecret: 'kasm-pg-credentials',
      ingressNamespace: 'kube-system',
      ingressWorkload: 'rke2-traefik',
      operatorNamespace: 'cnpg-system',
      agentCluster: 'harvester',
      agentNamespace: 'kasm-agents',
    },
  },
  health: 'healthy',
  summary: 'Everything works; 2 of 2 agents serve desktops.',
  headline: { since: ago({ days: 9 }) },
  revision: 'healthy-1',
  observedAt: ago({ seconds: 2 }),
  sources: {
    controlPlane: ok,
    release: ok,
    database: ok,
    certificate: ok,
    ingress: ok,
    agentVms: ok,
    kasmApi: {
      state: 'notConfigured',
      reason: 'No API key is configured for this deployment.',
      optional: true,
    },
    endpoint: { state: 'ok', seen: ago({ seconds: 24 }) },
  },
  controlPlane: {
    release: { delivery: 'helmchart', version: '1.1181.0', state: 'ok' },
    components: [
      component('proxy', 'kasm-proxy-default-deployment'),
      component('api', 'kasm-api-deployment'),
      component('manager', 'kasm-manager-default-deployment'),
      component('guac', 'kasm-guac-deployment'),
      component('rdp-gateway', 'kasm-rdp-gw-deployment'),
      component('rdp-https-gateway', 'kasm-rdp-https-gw-deployment'),
    ],
  },
  database: {
    name: 'kasm-pg',
    namespace: 'database',
    phase: 'Cluster in healthy state',
    primary: 'kasm-pg-1',
    ready: 3,
    desired: 3,
    major: 14,
    instances: [
      { name: 'kasm-pg-1', role: 'primary', state: 'ok', node: 'rke2-db-1' },
      { name: 'kasm-pg-2', role: 'replica', state: 'ok', node: 'rke2-db-2' },
      { name: 'kasm-pg-3', role: 'replica', state: 'ok', node: 'rke2-db-3' },
    ],
    backups: {
      configured: true,
      method: 'volumeSnapshot',
      lastCompletedAt: ago({ hours: 3 }),
      archiving: true,
    },
  },
  ingress: {
    route: {
      kind: 'IngressRoute',
      name: 'kasm',
      backend: 'kasm-proxy-default:8443',
    },
    certificate: {
      name: 'kasm-sandbox-localhost-tls',
      ready: true,
      notBefore: ago({ days: 7 }),
      notAfter: ahead({ days: 23, hours: 1 }),
      renewalTime: ahead({ days: 13 }),
      names: ['kasm.sandbox.localhost'],
    },
    timeouts: {
      entryPoint: 'websecure',
      readTimeout: 1800,
      from: 'argument',
    },
    traefik: { ready: 3, desired: 3 },
    endpoint: {
      rootStatus: 200,
      apiHealthy: true,
      httpVersion: '2',
      served: {
        notAfter: ahead({ days: 23, hours: 1 }),
        names: ['kasm.sandbox.localhost'],
        trusted: true,
      },
    },
  },
  agents: {
    ready: 2,
    desired: 2,
    items: [
      {
        name: 'kasm-agent-1',
        state: 'ok',
        vmStatus: 'Running',
        node: 'harv-1',
        address: '10.0.20.11',
        guestAgent: true,
      },
      {
        name: 'kasm-agent-2',
        state: 'ok',
        vmStatus: 'Running',
        node: 'harv-3',
        address: '10.0.20.12',
        guestAgent: true,
      },
    ],
  },
  changes: [],
  checks: [
    {
      id: 'pods-running',
      result: 'pass',
      evidence: '6 of 6 pods are ready.',
    },
    {
      id: 'database-healthy',
      result: 'pass',
      evidence: 'Cluster in healthy state, 3 of 3 instances ready.',
    },
    {
      id: 'certificate-ready',
      result: 'pass',
      evidence: 'Ready, valid for 23 days.',
    },
    {
      id: 'endpoint-answers',
      result: 'pass',
      evidence: 'HTTP/2 200',
    },
    {
      id: 'admin-secret-present',
      result: 'unknown',
      evidence: 'Not read; no container that needs it was seen to start.',
    },
  ],
  findings: [],
};

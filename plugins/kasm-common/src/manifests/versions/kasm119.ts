import type { KasmVersionData } from './KasmVersionData';

/** Kasm 1.19.0 with chart 1.1190.6; charts before 1.1190.4 ran images of the development branch. */
export const kasm119: KasmVersionData = {
  kasm: '1.19.0',
  chart: {
    name: 'kasm-helm',
    version: '1.1190.6',
    repo: 'https://helm.kasm.com/',
    repoVerified: true,
    otherSources: ['oci://registry-1.docker.io/kasmweb/kasm-helm'],
    maturity: 'ga',
    helm: '3.18.0',
    helm4Verified: null,
  },
  postgres: {
    major: 16,
    image: 'ghcr.io/cloudnative-pg/postgresql:16-standard-bookworm',
    endOfLife: '2028-11-09',
  },
  roles: [
    'api',
    'manager',
    'guac',
    'rdp-gateway',
    'rdp-https-gateway',
    'proxy',
  ],
  waitsFor: {
    api: [],
    manager: ['api'],
    guac: ['api'],
    'rdp-gateway': ['api'],
    'rdp-https-gateway': ['api'],
    proxy: ['api', 'manager'],
  },
  deployments: {
    api: '{release}-api-default',
    manager: '{release}-manager-default',
    guac: '{release}-guac-default',
    'rdp-gateway': '{release}-rdp-gateway-default',
    'rdp-https-gateway': '{release}-rdp-https-gateway-default',
    proxy: '{release}-proxy-default',
  },
  workloadKinds: {
    api: 'Deployment',
    manager: 'Deployment',
    // StatefulSets in some patches of the chart
    guac: null,
    'rdp-gateway': null,
    'rdp-https-gateway': null,
    proxy: 'Deployment',
  },
  components: {
    api: { key: 'api', image: 'kasmweb/api' },
    manager: { key: 'manager', image: 'kasmweb/manager' },
    guac: { key: 'guac', image: 'kasmweb/kasm-guac' },
    'rdp-gateway': { key: 'rdpGateway', image: 'kasmweb/rdp-gateway' },
    'rdp-https-gateway': {
      key: 'rdpHttpsGateway',
      image: 'kasmweb/rdp-https-gateway',
    },
    proxy: { key: 'proxy', image: 'kasmweb/proxy' },
  },
  databaseInit: { job: '{release}-db-init', ttlSeconds: 300 },
  proxyService: '{release}-proxy-default',
  proxyPorts: { http: 8080, https: 8443 },
  values: {
    // `annotations` is one flat map for every object there
    secretAnnotations: 'kasmSecrets.annotations',
    imageRegistry: 'registry',
    useImageTags: '1.19.0',
    nginxResolver: true,
  },
  agentInstallerUrl: null,
  agentInstallerArguments: null,
};

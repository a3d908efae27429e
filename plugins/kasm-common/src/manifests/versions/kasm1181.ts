import type { KasmVersionData } from './KasmVersionData';

/** Kasm 1.18.1 with chart 1.1181.1. */
export const kasm1181: KasmVersionData = {
  kasm: '1.18.1',
  chart: {
    name: 'kasm',
    version: '1.1181.1',
    repo: 'https://helm.kasmweb.com/',
    repoVerified: null,
    otherSources: [
      'https://kasmtech.github.io/kasm-helm',
      'oci://ghcr.io/kasmtech/kasm',
    ],
    maturity: 'preview',
    helm: '3.1.0',
    helm4Verified: null,
  },
  postgres: {
    major: 14,
    // `standard` has every locale; bare tags such as 14.17 are no longer made
    image: 'ghcr.io/cloudnative-pg/postgresql:14-standard-bookworm',
    endOfLife: '2026-11-12',
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
    proxy: ['api', 'manager', 'guac', 'rdp-gateway'],
  },
  deployments: {
    api: '{release}-api-deployment',
    manager: '{release}-manager-default-deployment',
    guac: '{release}-guac-deployment',
    'rdp-gateway': '{release}-rdp-gw-deployment',
    'rdp-https-gateway': '{release}-rdp-https-gw-deployment',
    proxy: '{release}-proxy-default-deployment',
  },
  workloadKinds: {
    api: 'Deployment',
    manager: 'Deployment',
    guac: 'Deployment',
    'rdp-gateway': 'Deployment',
    'rdp-https-gateway': 'Deployment',
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
  databaseInit: { job: '{release}-db-init-job', ttlSeconds: 100 },
  proxyService: 'kasm-proxy-default',
  proxyPorts: { http: 8080, https: 8443 },
  values: {
    secretAnnotations: 'annotations.secret',
    imageRegistry: 'repository',
    useImageTags: null,
    nginxResolver: false,
  },
  agentInstallerUrl:
    'https://kasm-static-content.s3.amazonaws.com/kasm_release_1.18.1.tar.gz',
  agentInstallerArguments: [
    '-e',
    '-S',
    'agent',
    '-p',
    '{address}',
    '-m',
    '{host}',
    '-M',
    '{managerToken}',
  ],
};

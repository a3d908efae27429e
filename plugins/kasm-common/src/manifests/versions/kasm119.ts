import type { KasmVersionData } from './KasmVersionData';

/** Kasm 1.19.0 with chart 1.1190.6; charts before that ran images of the development branch. */
export const kasm119: KasmVersionData = {
  kasm: '1.19.0',
  chart: {
    name: 'kasm-helm',
    version: '1.1190.6',
    repo: 'https://helm.kasm.com/',
    maturity: 'ga',
  },
  postgres: {
    major: 16,
    image: 'ghcr.io/cloudnative-pg/postgresql:16-standard-bookworm',
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
    api: '{release}-api-deployment',
    manager: '{release}-manager-default-deployment',
    guac: '{release}-guac-deployment',
    'rdp-gateway': '{release}-rdp-gw-deployment',
    'rdp-https-gateway': '{release}-rdp-https-gw-deployment',
    proxy: '{release}-proxy-default-deployment',
  },
  databaseInit: { job: '{release}-db-init', ttlSeconds: 300 },
  proxyService: '{release}-proxy-default',
  proxyPorts: { http: 8080, https: 8443 },
  agentInstallerUrl: null,
};

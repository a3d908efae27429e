import { agentsMapping } from '../agents/agentsChoice';
import { field, type SpecMapping } from '../specMapping';
import { backupsMapping } from './backups';
import { nodesMapping } from './nodes';
import { secretsMapping } from './secrets';

const ingressRoute = { 'ingress.kind': ['ingressRoute'] };

/** Where each value of the spec comes from in the Create form. */
export const specOfForm: SpecMapping = {
  cluster: field('cluster'),
  name: field('name'),
  title: field('title'),
  owner: field('owner'),
  system: field('placement.system'),
  domain: field('domain'),
  kasmVersion: field('kasmVersion'),
  size: field('size'),
  release: field('placement.release'),
  namespace: field('placement.namespace'),
  nodeSelector: nodesMapping('placement'),
  autoscaledNodes: field('placement.autoscaledNodes'),
  networkPolicies: field('placement.networkPolicies'),
  database: {
    cluster: field('database.more.cluster'),
    namespace: field('database.more.namespace'),
    instances: field('database.instances'),
    storageSize: field('database.storageSize'),
    storageClass: field('database.more.storageClass'),
    nodeSelector: nodesMapping('database.more'),
    antiAffinity: field('database.more.antiAffinity'),
    initialiseAs: field('database.more.initialiseAs'),
    keepSuperuser: field('database.more.keepSuperuser'),
    backups: backupsMapping,
  },
  secrets: secretsMapping,
  certificate: {
    issuer: field('certificate.issuer'),
    duration: field('certificate.more.duration'),
    renewBefore: field('certificate.more.renewBefore'),
  },
  ingress: {
    kind: field('ingress.kind'),
    gateway: field('ingress.gateway', { 'ingress.kind': ['httpRoute'] }),
    entryPoint: field('ingress.entryPoint', ingressRoute),
    ingressClass: field('ingress.ingressClass', ingressRoute),
    backend: field('ingress.backend', ingressRoute),
    verifyBackend: field('ingress.verifyBackend', {
      ...ingressRoute,
      'ingress.backend': ['https'],
    }),
    restartHour: field('ingress.more.restartHour'),
    readTimeout: field('ingress.more.readTimeout'),
    manageTraefikTimeouts: field('ingress.more.manageTraefikTimeouts'),
  },
  agents: agentsMapping,
};

import type { Values } from '../helm/Chart';
import { schemaErrors, type ValuesSchema } from './schemaErrors';

/** Defaults of the chart's values.yaml, as far as the sandbox reads them. */
export const kasmDefaults: Values = {
  deploymentSize: 'small',
  kasmZones: [],
  proxyService: { type: 'LoadBalancer' },
  ingress: { enabled: false, tls: true, backendProtocol: 'http' },
  certificate: { certManager: { enabled: false } },
  database: {
    standalone: false,
    hostname: 'kasm-db',
    port: 5432,
    kasmDbName: 'kasm',
    kasmDbUser: 'kasmapp',
    kasmDbSecret: {},
    postgresMasterUser: {},
  },
  dbManagement: { initialize: true, upgrade: { enable: false } },
  components: {},
  imagePullPolicy: 'IfNotPresent',
  clusterDomain: 'cluster.local',
  nodeSelector: {},
};

const DATABASE_KEYS = [
  'standalone',
  'hostname',
  'port',
  'kasmDbName',
  'kasmDbUser',
  'kasmDbSecret',
  'postgresMasterUser',
  'image',
  'storage',
  'annotations',
  'resources',
  'labels',
];
const COMPONENT_KEYS = [
  'proxy',
  'api',
  'manager',
  'guac',
  'rdpGateway',
  'rdpHttpsGateway',
];

/** What chart `kasm` 1.1181.x accepts. Unknown keys at the top are allowed: `proxy.type` is silently ignored. */
export const kasmSchema: ValuesSchema = {
  types: {
    '/database': 'object',
    '/database/standalone': 'boolean',
    '/database/hostname': 'string',
    '/database/port': 'integer',
    '/database/kasmDbName': 'string',
    '/database/kasmDbUser': 'string',
    '/database/kasmDbSecret': 'object',
    '/database/postgresMasterUser': 'object',
    '/dbManagement/initialize': 'boolean',
    '/dbManagement/upgrade/enable': 'boolean',
    '/ingress/enabled': 'boolean',
    '/components': 'object',
    '/publicAddr': 'string',
    '/nodeSelector': 'object',
  },
  enums: {
    '/deploymentSize': ['small', 'medium', 'large'],
    '/proxyService/type': ['ClusterIP', 'LoadBalancer'],
    '/ingress/backendProtocol': ['http', 'https'],
  },
  closed: { '/database': DATABASE_KEYS, '/components': COMPONENT_KEYS },
};

/** What the schema of chart `kasm` 1.1181.x has against values, one line each in Helm's words. */
export const kasmSchemaErrors = (values: Values): string[] =>
  schemaErrors(kasmSchema, values);

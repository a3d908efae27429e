import type { Values } from '../helm/Chart';

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

const TYPES: Record<string, (value: unknown) => boolean> = {
  boolean: value => typeof value === 'boolean',
  integer: value => Number.isInteger(value),
  string: value => typeof value === 'string',
  object: value =>
    typeof value === 'object' && value !== null && !Array.isArray(value),
};

const TYPED: Record<string, string> = {
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
};

const ENUMS: Record<string, string[]> = {
  '/deploymentSize': ['small', 'medium', 'large'],
  '/proxyService/type': ['ClusterIP', 'LoadBalancer'],
  '/ingress/backendProtocol': ['http', 'https'],
};

function at(values: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<any>((value, key) => value?.[key], values);
}

function typeName(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  return typeof value;
}

function surplus(values: unknown, pointer: string, known: string[]): string[] {
  const value = at(values, pointer);
  const unknown = TYPES.object(value)
    ? Object.keys(value as object).filter(key => !known.includes(key))
    : [];
  return unknown.length > 0
    ? [
        `- at '${pointer}': additional properties ${unknown
          .map(key => `'${key}'`)
          .join(', ')} not allowed`,
      ]
    : [];
}

/**
 * What the schema of chart `kasm` 1.1181.x has against values, one line each in Helm's words. Unknown
 * keys at the top are allowed, as in the real schema: `proxy.type` is silently ignored.
 */
export function kasmSchemaErrors(values: Values): string[] {
  const types = Object.entries(TYPED).flatMap(([pointer, type]) => {
    const value = at(values, pointer);
    return value === undefined || TYPES[type](value)
      ? []
      : [`- at '${pointer}': got ${typeName(value)}, want ${type}`];
  });
  const enums = Object.entries(ENUMS).flatMap(([pointer, allowed]) => {
    const value = at(values, pointer);
    return value === undefined || allowed.includes(value as string)
      ? []
      : [
          `- at '${pointer}': value must be one of ${allowed
            .map(each => `'${each}'`)
            .join(', ')}`,
        ];
  });
  return [
    ...surplus(values, '/database', DATABASE_KEYS),
    ...surplus(values, '/components', COMPONENT_KEYS),
    ...types,
    ...enums,
  ];
}

import type { Values } from '../helm/Chart';
import { kasmDefaults, kasmSchema } from './kasmValues';
import { schemaErrors, type ValuesSchema } from './schemaErrors';

/** Defaults of chart `kasm-helm`, as far as the sandbox reads them. */
export const kasmHelmDefaults: Values = {
  ...kasmDefaults,
  useImageTags: '',
  kasmSecrets: {},
  annotations: {},
};

/** What chart `kasm-helm` 1.1190.x accepts: as before, with a proxy Service on node ports and a flat map of annotations. */
const kasmHelmSchema: ValuesSchema = {
  ...kasmSchema,
  types: {
    ...kasmSchema.types,
    '/useImageTags': 'string',
    '/nginxResolver': 'string',
    '/kasmSecrets': 'object',
    '/dbManagement/upgrade/skipBackupAndRestore': 'boolean',
  },
  enums: {
    ...kasmSchema.enums,
    '/proxyService/type': ['ClusterIP', 'LoadBalancer', 'NodePort'],
  },
};

/** What the schema of chart `kasm-helm` has against values, one line each in Helm's words. */
export const kasmHelmSchemaErrors = (values: Values): string[] => [
  ...schemaErrors(kasmHelmSchema, values),
  ...Object.entries(values.annotations ?? {})
    .filter(([, value]) => typeof value !== 'string')
    .map(
      ([key, value]) =>
        `- at '/annotations/${key.replace(/\//g, '~1')}': got ${
          Array.isArray(value) ? 'array' : typeof value
        }, want string`,
    ),
];

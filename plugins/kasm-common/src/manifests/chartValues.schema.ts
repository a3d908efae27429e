import * as z from 'zod';

/**
 * What the charts `kasm` 1.1181.x and `kasm-helm` 1.1190.x take, written down in our own words for tests.
 * In one place it is stricter than the charts: they ignore unknown keys at the top, which is how a
 * misspelt `proxy.type` becomes a LoadBalancer; here they are refused.
 */
const text = z.string().min(1);
const texts = z.record(z.string(), z.string());
const secretKey = z.strictObject({ name: text, key: text });
const image = z.strictObject({ repository: text, tag: text });

const component1181 = z.strictObject({
  image: image.optional(),
  enabled: z.boolean().optional(),
  annotations: texts.optional(),
  labels: texts.optional(),
  resources: z.looseObject({}).optional(),
  initContainers: z.array(z.unknown()).optional(),
  extraVolumes: z.array(z.unknown()).optional(),
  extraVolumeMounts: z.array(z.unknown()).optional(),
});

const database = z.strictObject({
  standalone: z.boolean(),
  hostname: text,
  port: z.int(),
  kasmDbName: text,
  kasmDbUser: text,
  kasmDbSecret: secretKey.optional(),
  postgresMasterUser: z
    .union([
      z.strictObject({ username: text, secret: secretKey }),
      z.strictObject({}),
    ])
    .optional(),
  image: image.optional(),
  storage: z.looseObject({}).optional(),
  annotations: texts.optional(),
  labels: texts.optional(),
  resources: z.looseObject({}).optional(),
});

const common = {
  deploymentSize: z.enum(['small', 'medium', 'large']),
  publicAddr: text,
  kasmZones: z
    .array(z.strictObject({ name: text, upstream_auth_addr: text }))
    .optional(),
  ingress: z.strictObject({
    enabled: z.boolean(),
    tls: z.boolean().optional(),
    backendProtocol: z.enum(['http', 'https']).optional(),
    ingressClassName: text.optional(),
    annotations: texts.optional(),
    labels: texts.optional(),
  }),
  route: z.looseObject({ enabled: z.boolean() }).optional(),
  certificate: z.strictObject({
    secretName: text,
    certManager: z.looseObject({ enabled: z.boolean() }),
  }),
  database,
  dbManagement: z.strictObject({
    initialize: z.boolean(),
    upgrade: z.looseObject({ enable: z.boolean() }).optional(),
    backupCron: z.looseObject({ enabled: z.boolean() }).optional(),
  }),
  imagePullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).optional(),
  imagePullSecrets: z.looseObject({ enabled: z.boolean() }).optional(),
  clusterDomain: text.optional(),
  nodeSelector: texts.optional(),
  affinity: z.looseObject({}).optional(),
  applySecurity: z.boolean().optional(),
  applyHealthChecks: z.boolean().optional(),
  restartPolicy: text.optional(),
  labels: texts.optional(),
  extraLabels: z.record(z.string(), texts).optional(),
  extraObjects: z.array(z.unknown()).optional(),
};

const components = <C extends z.ZodType>(component: C) =>
  z
    .strictObject({
      proxy: component.optional(),
      api: component.optional(),
      manager: component.optional(),
      guac: component.optional(),
      rdpGateway: component.optional(),
      rdpHttpsGateway: component.optional(),
    })
    .optional();

const proxyService = <T extends readonly [string, ...string[]]>(types: T) =>
  z.strictObject({
    type: z.enum(types),
    annotations: texts.optional(),
    labels: texts.optional(),
  });

const excluding = (values: {
  dbManagement: { initialize: boolean; upgrade?: { enable: boolean } };
}) => !(values.dbManagement.initialize && values.dbManagement.upgrade?.enable);
const EXCLUDES = { error: 'initialize and upgrade.enable exclude each other' };

const schema1181 = z
  .strictObject({
    ...common,
    proxyService: proxyService(['ClusterIP', 'LoadBalancer']),
    components: components(component1181),
    annotations: z
      .partialRecord(
        z.enum([
          'certSecret',
          'configMap',
          'cron',
          'cronPod',
          'deployment',
          'pod',
          'pvc',
          'service',
          'secret',
          'statefulSet',
        ]),
        texts,
      )
      .optional(),
  })
  .refine(excluding, EXCLUDES);

/** Parts of an image stand for themselves there, and a component has replicas of its own. */
const component1190 = component1181.extend({
  image: z
    .strictObject({
      registry: text.optional(),
      repository: text.optional(),
      tag: z.string().optional(),
    })
    .optional(),
  replicas: z.int().min(0).optional(),
});

const schema1190 = z
  .strictObject({
    ...common,
    proxyService: proxyService(['ClusterIP', 'LoadBalancer', 'NodePort']),
    components: components(component1190),
    // one map for every object: nothing of ours belongs there
    annotations: texts.optional(),
    kasmSecrets: z
      .strictObject({
        create: z.boolean().optional(),
        name: z.string().optional(),
        passwords: texts.optional(),
        annotations: texts.optional(),
        labels: texts.optional(),
      })
      .optional(),
    // a number would be read as one: 1.19 is not "1.19.0"
    useImageTags: text.regex(/^[0-9]+\.[0-9]+\.[0-9]+/),
    nginxResolver: z.ipv4().optional(),
    logFormat: z.enum(['log', 'json']).optional(),
  })
  .refine(excluding, EXCLUDES);

/** @internal */
export const chartValuesSchemas = {
  '1.18.1': schema1181,
  '1.19.0': schema1190,
};

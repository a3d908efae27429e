import * as z from 'zod';

/**
 * What chart `kasm` 1.1181.x takes, written down in our own words for tests. In one place it is
 * stricter than the chart: the chart ignores unknown keys at the top, which is how a misspelt
 * `proxy.type` becomes a LoadBalancer; here they are refused.
 *
 * @internal
 */
const text = z.string().min(1);
const texts = z.record(z.string(), z.string());
const secretKey = z.strictObject({ name: text, key: text });
const image = z.strictObject({ repository: text, tag: text });

const component = z.strictObject({
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

/** @internal */
export const chartValuesSchema = z
  .strictObject({
    deploymentSize: z.enum(['small', 'medium', 'large']),
    publicAddr: text,
    kasmZones: z
      .array(z.strictObject({ name: text, upstream_auth_addr: text }))
      .optional(),
    proxyService: z.strictObject({
      type: z.enum(['ClusterIP', 'LoadBalancer']),
      annotations: texts.optional(),
      labels: texts.optional(),
    }),
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
    components: z
      .strictObject({
        proxy: component.optional(),
        api: component.optional(),
        manager: component.optional(),
        guac: component.optional(),
        rdpGateway: component.optional(),
        rdpHttpsGateway: component.optional(),
      })
      .optional(),
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
    extraObjects: z.array(z.unknown()).optional(),
  })
  .refine(
    values =>
      !(values.dbManagement.initialize && values.dbManagement.upgrade?.enable),
    { error: 'initialize and upgrade.enable exclude each other' },
  );

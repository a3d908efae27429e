import * as z from 'zod';
import { credentialSchema } from './credentialSchema';
import { flag, port } from './fromText';

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const CLUSTER_NAME = /^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/;
const NAMESPACE_PATTERN = /^([a-z0-9][-a-z0-9]{0,62}\*?|\*)$/;
const DOMAIN =
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;

const LIST = 'must be a list';

const namespace = z
  .string('must be the name of a namespace')
  .regex(LABEL, 'must be the name of a namespace');

const objectName = z
  .string('must be the name of a Kubernetes object')
  .regex(
    /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
    'must be the name of a Kubernetes object',
  );

const clusterName = z
  .string('must be the name of a cluster')
  .regex(
    CLUSTER_NAME,
    'must be 1–32 lower-case letters, digits or hyphens, such as rke2',
  );

const text = z.string('must be a text').min(1, 'is empty; remove it');

const ingress = z
  .strictObject({
    namespace: namespace.default('kube-system'),
    workload: objectName.default('rke2-traefik'),
    port: port.default(443),
    address: text.optional(),
    addresses: z
      .array(
        z.union([z.ipv4(), z.ipv6()], 'must be an IP address'),
        'must be a list of IP addresses',
      )
      .min(1, 'is empty; remove it')
      .optional(),
    ca: text.optional(),
    caFile: text.optional(),
  })
  .refine(value => value.ca === undefined || value.caFile === undefined, {
    path: ['caFile'],
    message: 'does not go with ca; remove one of them',
  });

const helm = z.strictObject({
  repo: z
    .string('must be an https:// address')
    .regex(/^(https|oci):\/\/\S+$/, 'must be an https:// or oci:// address')
    .optional(),
  chart: text.optional(),
});

const httpsAddress = z
  .string('must be an https:// address')
  .regex(/^https:\/\/\S+$/, 'must be an https:// address');

const agentSoftware = z
  .strictObject({
    installerUrl: httpsAddress.optional(),
    installerSha256: z
      .string('must be 64 hexadecimal digits')
      .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
      .optional(),
    registryMirror: httpsAddress.optional(),
    caBundle: text.optional(),
    aptMirror: httpsAddress.optional(),
  })
  // root on every agent runs what is there, and nobody but its owner answers for a mirror
  .refine(
    ({ installerUrl, installerSha256 }) =>
      installerUrl === undefined || installerSha256 !== undefined,
    {
      path: ['installerSha256'],
      message:
        'is missing, so that an installer that was changed would run as root on every agent; add the SHA-256 of the file at installerUrl',
    },
  );

const images = z.strictObject({
  registry: z
    .string('must be a registry such as registry.example.com/kasm')
    .regex(
      /^[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?(\/[a-z0-9][a-z0-9._-]*)*$/,
      'must be a registry such as registry.example.com/kasm',
    )
    .optional(),
});

/** One entry of `kasm.clusters`. */
export const clusterSchema = z
  .strictObject({
    name: clusterName,
    title: text.optional(),
    roles: z
      .array(
        z.enum(['controlPlane', 'agents'], 'must be controlPlane or agents'),
        LIST,
      )
      .min(1, 'is empty; name controlPlane, agents or both'),
    systemNamespace: namespace.default('kasm-portal'),
    operatorNamespace: namespace.default('cnpg-system'),
    operatorWorkload: objectName.optional(),
    namespaces: z
      .array(
        z
          .string('must be the name of a namespace')
          .regex(
            NAMESPACE_PATTERN,
            'must be a namespace, or the beginning of one followed by *',
          ),
        LIST,
      )
      .min(1, 'is empty; name the namespaces that the portal may use'),
    watch: z
      .enum(['namespaces', 'cluster'], 'must be namespaces or cluster')
      .default('namespaces'),
    domains: z
      .array(
        z
          .string('must be a domain such as example.com')
          .regex(DOMAIN, 'must be a domain such as example.com, in lower case'),
        LIST,
      )
      .default([]),
    agentClusters: z.array(clusterName, LIST).default([]),
    ingress: ingress.prefault({}),
    helm: helm.default({}),
    images: images.default({}),
    agents: agentSoftware.default({}),
    rancher: flag.default(false),
    instanceStatus: flag.default(false),
    reader: credentialSchema,
    writer: credentialSchema.optional(),
  })
  .superRefine((cluster, context) => {
    if (cluster.roles.includes('controlPlane') && !cluster.domains.length) {
      context.addIssue({
        code: 'custom',
        path: ['domains'],
        message: 'is empty; name the domains whose hosts may point here',
      });
    }
    cluster.namespaces.forEach((name, index) => {
      if (name === cluster.systemNamespace || /^kube-/.test(name)) {
        context.addIssue({
          code: 'custom',
          path: ['namespaces', index],
          message: `must not be ${name}, where pods could act as cluster admin; remove it`,
        });
      }
    });
  });

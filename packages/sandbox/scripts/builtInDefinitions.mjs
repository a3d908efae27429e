// Writes src/apiserver/schemas/builtIn/definitions.generated.ts from the models of
// @kubernetes/client-node: `yarn definitions`. A test keeps them equal.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Kinds whose definitions, and whatever they lead to, the sandbox knows; by their models' names. */
const KINDS = [
  'AuthenticationV1TokenRequest',
  'CoreV1Event',
  'V1APIService',
  'V1ClusterRole',
  'V1ClusterRoleBinding',
  'V1ConfigMap',
  'V1ControllerRevision',
  'V1CronJob',
  'V1CustomResourceDefinition',
  'V1DaemonSet',
  'V1Deployment',
  'V1EndpointSlice',
  'V1Endpoints',
  'V1Eviction',
  'V1Ingress',
  'V1IngressClass',
  'V1Job',
  'V1Lease',
  'V1LimitRange',
  'V1LocalSubjectAccessReview',
  'V1MutatingWebhookConfiguration',
  'V1Namespace',
  'V1NetworkPolicy',
  'V1Node',
  'V1PersistentVolume',
  'V1PersistentVolumeClaim',
  'V1Pod',
  'V1PodDisruptionBudget',
  'V1PriorityClass',
  'V1ReplicaSet',
  'V1ResourceQuota',
  'V1Role',
  'V1RoleBinding',
  'V1Scale',
  'V1Secret',
  'V1SelfSubjectAccessReview',
  'V1SelfSubjectReview',
  'V1SelfSubjectRulesReview',
  'V1Service',
  'V1ServiceAccount',
  'V1StatefulSet',
  'V1StorageClass',
  'V1SubjectAccessReview',
  'V1TokenReview',
  'V1ValidatingWebhookConfiguration',
  'V1VolumeAttachment',
  'V2HorizontalPodAutoscaler',
];

/** What the models have and Kubernetes 1.32 has not. */
const NEWER = new Set([
  'CSIDriverSpec.nodeAllocatableUpdatePeriodSeconds',
  'Container.restartPolicyRules',
  'ContainerStatus.stopSignal',
  'DeploymentStatus.terminatingReplicas',
  'EndpointHints.forNodes',
  'EnvVarSource.fileKeyRef',
  'EphemeralContainer.restartPolicyRules',
  'Lifecycle.stopSignal',
  'NodeSystemInfo.swap',
  'PodCondition.observedGeneration',
  'PodSpec.hostnameOverride',
  'PodStatus.extendedResourceClaimStatus',
  'PodStatus.observedGeneration',
  'ReplicaSetStatus.terminatingReplicas',
  'V2HPAScalingRules.tolerance',
  'VolumeProjection.podCertificate',
]);

const models = join(
  dirname(createRequire(import.meta.url).resolve('@kubernetes/client-node')),
  'gen/models',
);

const SCALARS = {
  'string|': 'string',
  'string|byte': 'bytes',
  'number|int32': 'int32',
  'number|int64': 'int64',
  'number|double': 'double',
  'boolean|': 'boolean',
  'Date|date-time': 'time',
  'V1MicroTime|date-time-micro': 'microTime',
  'IntOrString|int-or-string': 'intOrString',
  'any|': 'any',
};

const shortName = model => model.replace(/^V1(?=[A-Z])/, '');

/** `[T]` for a list of T, `{T}` for a map of them; names of models are put on the list of those to come. */
function typeText(type, format, wanted) {
  const list = /^Array<(.*)>$/.exec(type);
  if (list) {
    return `[${typeText(list[1], format, wanted)}]`;
  }
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) {
    return `{${typeText(map[1], format, wanted)}}`;
  }
  const scalar = SCALARS[`${type}|${format}`];
  if (scalar) {
    return scalar;
  }
  if (!/^[A-Z]/.test(type) || format) {
    throw new Error(`"${type}" of format "${format}" is no known type`);
  }
  wanted.push(type);
  return shortName(type);
}

/** One definition: its name, and a line for each field; `!` says that the model requires it. */
function definitionText(model, wanted) {
  const code = readFileSync(join(models, `${model}.js`), 'utf8');
  const types = readFileSync(join(models, `${model}.d.ts`), 'utf8');
  const fields = JSON.parse(/attributeTypeMap = (\[[\s\S]*?\]);/.exec(code)[1]);
  const required = new Set(
    [...types.matchAll(/^ {4}'(\w+)': /gm)].map(match => match[1]),
  );
  const name = shortName(model);
  const lines = fields
    .filter(field => !NEWER.has(`${name}.${field.baseName}`))
    .map(
      field =>
        `  ${field.baseName}${required.has(field.name) ? '!' : ''} ${typeText(
          field.type,
          field.format,
          wanted,
        )}`,
    );
  return [name, ...lines].join('\n');
}

export function definitionsModule() {
  const texts = new Map();
  const wanted = [...KINDS];
  while (wanted.length > 0) {
    const model = wanted.pop();
    if (!texts.has(model)) {
      texts.set(model, '');
      texts.set(model, definitionText(model, wanted));
    }
  }
  const text = [...texts.values()].sort().join('\n');
  return `// Made from the models of @kubernetes/client-node by \`yarn definitions\`. Do not edit.
/** Every type that a built-in kind leads to, with the names and types of its fields. */
export const definitions = \`
${text}
\`;
`;
}

const file = new URL(
  '../src/apiserver/schemas/builtIn/definitions.generated.ts',
  import.meta.url,
);
if (process.argv.includes('--print')) {
  process.stdout.write(definitionsModule());
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(file, definitionsModule());
}

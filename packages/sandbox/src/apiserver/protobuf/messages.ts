/** Type of a field: a scalar, one of Kubernetes' special messages, or the name of a message. */
export type FieldType = string;

/** One field of a message. */
export interface Field {
  name: string;
  type: FieldType;
  repeated?: boolean;
  /** A scalar that means something when empty or 0. */
  keptEmpty?: boolean;
}

/** Numbers and flags that Go sends as 0 or false when nobody set them. */
const PLAIN = ['hostPort', 'nodePort', 'minReadySeconds', 'paused'];

/**
 * Describes a message in one line: `1 name`, `2 rules[]:PolicyRule`, `3 data{}:bytes`. The type is
 * string when absent.
 */
function fields(description: string): Record<number, Field> {
  return Object.fromEntries(
    description
      .trim()
      .split(/\s*,\s*/)
      .map(text => {
        const parts = /^(\d+) (\w+)(\[\]|\{\})?(?::(\w+))?$/.exec(text);
        if (!parts) {
          throw new Error(`"${text}" describes no protobuf field`);
        }
        const [, number, name, container, type = 'string'] = parts;
        return [
          Number(number),
          {
            name,
            type: container === '{}' ? `map:${type}` : type,
            repeated: container === '[]',
            keptEmpty:
              (type === 'int' || type === 'bool') && !PLAIN.includes(name),
          },
        ];
      }),
  );
}

const role = fields('1 metadata:ObjectMeta, 2 rules[]:PolicyRule');
const binding = fields(
  '1 metadata:ObjectMeta, 2 subjects[]:Subject, 3 roleRef:RoleRef',
);

/** Field numbers of Kubernetes 1.32, for the kinds that kubectl sends as protobuf. */
export const messages: Record<string, Record<number, Field>> = {
  Unknown: fields('1 typeMeta:TypeMeta, 2 raw:bytes'),
  TypeMeta: fields('1 apiVersion, 2 kind'),
  ObjectMeta: fields(
    '1 name, 2 generateName, 3 namespace, 5 uid, 6 resourceVersion, 8 creationTimestamp:time, 9 deletionTimestamp:time, 11 labels{}, 12 annotations{}, 13 ownerReferences[]:OwnerReference, 14 finalizers[]',
  ),
  OwnerReference: fields(
    '1 kind, 3 name, 4 uid, 5 apiVersion, 6 controller:bool, 7 blockOwnerDeletion:bool',
  ),
  Namespace: fields('1 metadata:ObjectMeta'),
  ConfigMap: fields(
    '1 metadata:ObjectMeta, 2 data{}, 3 binaryData{}:bytes, 4 immutable:bool',
  ),
  Secret: fields(
    '1 metadata:ObjectMeta, 2 data{}:bytes, 3 type, 4 stringData{}, 5 immutable:bool',
  ),
  ServiceAccount: fields(
    '1 metadata:ObjectMeta, 3 imagePullSecrets[]:LocalReference, 4 automountServiceAccountToken:bool',
  ),
  LocalReference: fields('1 name'),
  SelfSubjectAccessReview: fields(
    '1 metadata:ObjectMeta, 2 spec:AccessReviewSpec',
  ),
  AccessReviewSpec: fields(
    '1 resourceAttributes:ResourceAttributes, 2 nonResourceAttributes:NonResourceAttributes',
  ),
  ResourceAttributes: fields(
    '1 namespace, 2 verb, 3 group, 4 version, 5 resource, 6 subresource, 7 name',
  ),
  NonResourceAttributes: fields('1 path, 2 verb'),
  SelfSubjectRulesReview: fields(
    '1 metadata:ObjectMeta, 2 spec:RulesReviewSpec',
  ),
  RulesReviewSpec: fields('1 namespace'),
  SelfSubjectReview: fields('1 metadata:ObjectMeta'),
  Role: role,
  ClusterRole: role,
  PolicyRule: fields(
    '1 verbs[], 2 apiGroups[], 3 resources[], 4 resourceNames[], 5 nonResourceURLs[]',
  ),
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  Subject: fields('1 kind, 2 apiGroup, 3 name, 4 namespace'),
  RoleRef: fields('1 apiGroup, 2 kind, 3 name'),
  Deployment: fields('1 metadata:ObjectMeta, 2 spec:DeploymentSpec'),
  DeploymentSpec: fields(
    '1 replicas:int, 2 selector:LabelSelector, 3 template:PodTemplateSpec, 4 strategy:DeploymentStrategy, 5 minReadySeconds:int, 6 revisionHistoryLimit:int, 7 paused:bool, 9 progressDeadlineSeconds:int',
  ),
  LabelSelector: fields('1 matchLabels{}'),
  DeploymentStrategy: fields('1 type'),
  Job: fields('1 metadata:ObjectMeta, 2 spec:JobSpec'),
  JobSpec: fields(
    '1 parallelism:int, 2 completions:int, 3 activeDeadlineSeconds:int, 4 selector:LabelSelector, 6 template:PodTemplateSpec, 7 backoffLimit:int, 8 ttlSecondsAfterFinished:int',
  ),
  PodTemplateSpec: fields('1 metadata:ObjectMeta, 2 spec:PodSpec'),
  PodSpec: fields(
    '2 containers[]:Container, 3 restartPolicy, 4 terminationGracePeriodSeconds:int, 6 dnsPolicy, 7 nodeSelector{}, 8 serviceAccountName, 20 initContainers[]:Container',
  ),
  Container: fields(
    '1 name, 2 image, 3 command[], 4 args[], 6 ports[]:ContainerPort, 7 env[]:EnvVar, 14 imagePullPolicy',
  ),
  ContainerPort: fields(
    '1 name, 2 hostPort:int, 3 containerPort:int, 4 protocol',
  ),
  EnvVar: fields('1 name, 2 value'),
  Service: fields('1 metadata:ObjectMeta, 2 spec:ServiceSpec'),
  ServiceSpec: fields(
    '1 ports[]:ServicePort, 2 selector{}, 3 clusterIP, 4 type, 10 externalName',
  ),
  ServicePort: fields(
    '1 name, 2 protocol, 3 port:int, 4 targetPort:intOrString, 5 nodePort:int',
  ),
};

import { fields, type Message } from './fields';
import { podMessages } from './podMessages';

const role = '1 metadata:ObjectMeta, 2 rules[]:PolicyRule';
const binding = fields(
  '1 metadata:ObjectMeta, 2 subjects[]:Subject, 3 roleRef:RoleRef',
);

/** Field numbers of Kubernetes 1.32, for the kinds that kubectl sends as protobuf. */
export const messages: Record<string, Message> = {
  ...podMessages,
  Unknown: fields('1 typeMeta:TypeMeta, 2 raw:bytes'),
  TypeMeta: fields('1 apiVersion, 2 kind'),
  ObjectMeta: fields(
    '1 name, 2 generateName, 3 namespace, 5 uid, 6 resourceVersion, 8 creationTimestamp:time, 9 deletionTimestamp:time, 11 labels{}, 12 annotations{}, 13 ownerReferences[]:OwnerReference, 14 finalizers[]',
  ),
  OwnerReference: fields(
    '1 kind, 3 name, 4 uid, 5 apiVersion, 6 controller:bool, 7 blockOwnerDeletion:bool',
  ),
  Namespace: fields(
    '1 metadata:ObjectMeta, 2 spec:NamespaceSpec, 3 status:NamespaceStatus',
  ),
  NamespaceSpec: fields('1 finalizers[]'),
  NamespaceStatus: fields('1 phase'),
  ConfigMap: fields(
    '1 metadata:ObjectMeta, 2 data{}, 3 binaryData{}:bytes, 4 immutable:bool',
  ),
  Secret: fields(
    '1 metadata:ObjectMeta, 2 data{}:bytes, 3 type, 4 stringData{}, 5 immutable:bool',
  ),
  ServiceAccount: fields(
    '1 metadata:ObjectMeta, 2 secrets[]:ObjectReference, 3 imagePullSecrets[]:LocalReference, 4 automountServiceAccountToken:bool',
  ),
  ObjectReference: fields(
    '1 kind, 2 namespace, 3 name, 4 uid, 5 apiVersion, 6 resourceVersion, 7 fieldPath',
  ),
  LocalReference: fields('1 name'),
  SelfSubjectAccessReview: fields(
    '1 metadata:ObjectMeta, 2 spec:AccessReviewSpec',
  ),
  AccessReviewSpec: fields(
    '1 resourceAttributes:ResourceAttributes, 2 nonResourceAttributes:NonResourceAttributes',
  ),
  ResourceAttributes: fields(
    '1 namespace, 2 verb, 3 group, 4 version, 5 resource, 6 subresource, 7 name, 8 fieldSelector:SelectorAttributes, 9 labelSelector:SelectorAttributes',
  ),
  SelectorAttributes: fields(
    '1 rawSelector, 2 requirements[]:LabelSelectorRequirement',
  ),
  NonResourceAttributes: fields('1 path, 2 verb'),
  SelfSubjectRulesReview: fields(
    '1 metadata:ObjectMeta, 2 spec:RulesReviewSpec',
  ),
  RulesReviewSpec: fields('1 namespace'),
  SelfSubjectReview: fields('1 metadata:ObjectMeta'),
  LocalSubjectAccessReview: fields(
    '1 metadata:ObjectMeta, 2 spec:SubjectAccessReviewSpec',
  ),
  SubjectAccessReview: fields(
    '1 metadata:ObjectMeta, 2 spec:SubjectAccessReviewSpec',
  ),
  SubjectAccessReviewSpec: fields(
    '1 resourceAttributes:ResourceAttributes, 2 nonResourceAttributes:NonResourceAttributes, 3 user, 4 groups[], 6 uid',
  ),
  TokenReview: fields('1 metadata:ObjectMeta, 2 spec:TokenReviewSpec'),
  TokenReviewSpec: fields('1 token, 2 audiences[]'),
  TokenRequest: fields('1 metadata:ObjectMeta, 2 spec:TokenRequestSpec'),
  TokenRequestSpec: fields(
    '1 audiences[], 3 boundObjectRef:BoundObjectReference, 4 expirationSeconds:int',
  ),
  BoundObjectReference: fields('1 kind, 2 apiVersion, 3 name, 4 uid'),
  Role: fields(role),
  ClusterRole: fields(`${role}, 3 aggregationRule:AggregationRule`),
  AggregationRule: fields('1 clusterRoleSelectors[]:LabelSelector'),
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
  LabelSelector: fields(
    '1 matchLabels{}, 2 matchExpressions[]:LabelSelectorRequirement',
  ),
  LabelSelectorRequirement: fields('1 key, 2 operator, 3 values[]'),
  DeploymentStrategy: fields('1 type'),
  Job: fields('1 metadata:ObjectMeta, 2 spec:JobSpec'),
  JobSpec: fields(
    '1 parallelism:int, 2 completions:int, 3 activeDeadlineSeconds:int, 4 selector:LabelSelector, 6 template:PodTemplateSpec, 7 backoffLimit:int, 8 ttlSecondsAfterFinished:int',
  ),
  CronJob: fields('1 metadata:ObjectMeta, 2 spec:CronJobSpec'),
  CronJobSpec: fields(
    '1 schedule, 3 concurrencyPolicy, 4 suspend:bool, 5 jobTemplate:JobTemplateSpec, 8 timeZone',
  ),
  JobTemplateSpec: fields('1 metadata:ObjectMeta, 2 spec:JobSpec'),
  Service: fields('1 metadata:ObjectMeta, 2 spec:ServiceSpec'),
  ServiceSpec: fields(
    '1 ports[]:ServicePort, 2 selector{}, 3 clusterIP, 4 type, 10 externalName',
  ),
  Ingress: fields('1 metadata:ObjectMeta, 2 spec:IngressSpec'),
  IngressSpec: fields(
    '1 defaultBackend:IngressBackend, 2 tls[]:IngressTLS, 3 rules[]:IngressRule, 4 ingressClassName',
  ),
  IngressTLS: fields('1 hosts[], 2 secretName'),
  IngressRule: fields('1 host, 2 inline:IngressRuleValue'),
  IngressRuleValue: fields('1 http:HTTPIngressRuleValue'),
  HTTPIngressRuleValue: fields('1 paths[]:HTTPIngressPath'),
  HTTPIngressPath: fields('1 path, 2 backend:IngressBackend, 3 pathType'),
  IngressBackend: fields('3 resource:RoleRef, 4 service:IngressServiceBackend'),
  IngressServiceBackend: fields('1 name, 2 port:ServiceBackendPort'),
  ServiceBackendPort: fields('1 name, 2 number:int'),
  PodDisruptionBudget: fields(
    '1 metadata:ObjectMeta, 2 spec:PodDisruptionBudgetSpec',
  ),
  PodDisruptionBudgetSpec: fields(
    '1 minAvailable:intOrString, 2 selector:LabelSelector, 3 maxUnavailable:intOrString',
  ),
  ResourceQuota: fields('1 metadata:ObjectMeta, 2 spec:ResourceQuotaSpec'),
  ResourceQuotaSpec: fields('1 hard{}:quantity, 2 scopes[]'),
  Eviction: fields('1 metadata:ObjectMeta, 2 deleteOptions:DeleteOptions'),
  DeleteOptions: fields(
    '1 gracePeriodSeconds:int, 2 preconditions:Preconditions, 4 propagationPolicy, 5 dryRun[]',
  ),
  Preconditions: fields('1 uid, 2 resourceVersion'),
  ServicePort: fields(
    '1 name, 2 protocol, 3 port:int, 4 targetPort:intOrString, 5 nodePort:int',
  ),
};

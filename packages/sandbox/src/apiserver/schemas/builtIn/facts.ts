/**
 * What the models of the built-in kinds do not say, in the words of `parseSchema`: how lists and
 * objects merge, amounts, defaults that do not depend on anything else, values that may stand, and
 * fields (`!`) whose absence is refused by name. Flags of the whole type stand behind its name.
 */
export const facts = `
ConfigMapKeySelector atomic
  key!
ConfigMapVolumeSource
  defaultMode =420
  name!
Container
  name!
  image!
  env keys=name
  imagePullPolicy go=v1.PullPolicy enum=["Always","IfNotPresent","Never"]
  ports keys=containerPort,protocol
  resources ={}
  restartPolicy go=v1.ContainerRestartPolicy enum=["Always"]
  terminationMessagePath ="/dev/termination-log"
  terminationMessagePolicy ="File" go=v1.TerminationMessagePolicy enum=["File","FallbackToLogsOnError"]
  volumeDevices keys=devicePath
  volumeMounts keys=mountPath
ContainerPort
  protocol ="TCP" go=v1.Protocol enum=["SCTP","TCP","UDP"]
ContainerStatus
  allocatedResources {quantity}
  volumeMounts keys=mountPath
CoreV1EndpointPort atomic
  protocol ="TCP" go=v1.Protocol
CronJobSpec
  concurrencyPolicy ="Allow" go=v1.ConcurrencyPolicy enum=["Allow","Forbid","Replace"]
  failedJobsHistoryLimit =1
  schedule!
  successfulJobsHistoryLimit =3
  suspend =false
CustomResourceDefinitionStatus
  conditions keys=type
DaemonSetSpec
  revisionHistoryLimit =10
  updateStrategy ={}
DaemonSetUpdateStrategy
  type ="RollingUpdate" go=v1.DaemonSetUpdateStrategyType
DaemonSetStatus
  conditions keys=type
DeploymentSpec
  progressDeadlineSeconds =600
  replicas =1
  revisionHistoryLimit =10
  strategy ={}
DeploymentStrategy
  type ="RollingUpdate" go=v1.DeploymentStrategyType
DeploymentStatus
  conditions keys=type
DiscoveryV1EndpointPort atomic
  name =""
  protocol ="TCP" go=v1.Protocol
DownwardAPIVolumeFile
  path!
DownwardAPIVolumeSource
  defaultMode =420
EmptyDirVolumeSource
  medium go=v1.StorageMedium
  sizeLimit quantity
Endpoint
  addresses set
EndpointAddress atomic
EndpointSlice
  addressType! go=v1.AddressType enum=["FQDN","IPv4","IPv6"]
EnvVar
  name!
EphemeralContainer
  env keys=name
  imagePullPolicy go=v1.PullPolicy
  ports keys=containerPort,protocol
  resources ={}
  terminationMessagePath ="/dev/termination-log"
  terminationMessagePolicy ="File"
  volumeDevices keys=devicePath
  volumeMounts keys=mountPath
HTTPGetAction
  path ="/"
  scheme ="HTTP" go=v1.URIScheme enum=["HTTP","HTTPS"]
HTTPIngressPath
  pathType go=v1.PathType enum=["Exact","ImplementationSpecific","Prefix"]
HostPathVolumeSource
  path!
  type ="" go=v1.HostPathType
IngressServiceBackend
  name!
JobSpec
  backoffLimit =6
  completionMode ="NonIndexed" go=v1.CompletionMode enum=["NonIndexed","Indexed"]
  suspend =false
JobStatus
  conditions keys=type
KeyToPath
  key!
  path!
LabelSelector atomic
LabelSelectorRequirement
  operator go=v1.LabelSelectorOperator
LimitRangeItem
  default {quantity}
  defaultRequest {quantity}
  max {quantity}
  maxLimitRequestRatio {quantity}
  min {quantity}
  type! go=v1.LimitType
LocalObjectReference atomic
MutatingWebhook
  matchConditions keys=name
MutatingWebhookConfiguration
  webhooks keys=name
NFSVolumeSource
  path!
  server!
NamespaceStatus
  conditions keys=type
NetworkPolicyPort
  protocol ="TCP" go=v1.Protocol enum=["TCP","UDP","SCTP"]
NetworkPolicySpec
  podSelector ={}
NodeSelector atomic
NodeSelectorTerm atomic
NodeSpec
  podCIDRs set
NodeStatus
  addresses keys=type
  allocatable {quantity}
  capacity {quantity}
  conditions keys=type
ObjectFieldSelector atomic
  apiVersion ="v1"
  fieldPath!
ObjectMeta
  finalizers set
  ownerReferences keys=uid
ObjectReference atomic
OwnerReference atomic
PersistentVolumeClaimSpec
  volumeMode ="Filesystem" go=v1.PersistentVolumeMode enum=["Block","Filesystem"]
PersistentVolumeClaimStatus
  allocatedResources {quantity}
  capacity {quantity}
  conditions keys=type
PersistentVolumeClaimVolumeSource
  claimName!
PersistentVolumeSpec
  capacity {quantity}
  persistentVolumeReclaimPolicy ="Retain" go=v1.PersistentVolumeReclaimPolicy enum=["Delete","Recycle","Retain"]
  volumeMode ="Filesystem" go=v1.PersistentVolumeMode enum=["Block","Filesystem"]
PodAffinityTerm
  topologyKey!
PodDisruptionBudgetSpec
  unhealthyPodEvictionPolicy enum=["AlwaysAllow","IfHealthyBudget"]
PodDisruptionBudgetStatus
  conditions keys=type
PodSecurityContext
  fsGroupChangePolicy enum=["Always","OnRootMismatch"]
PodSpec
  containers keys=name
  dnsPolicy ="ClusterFirst" go=v1.DNSPolicy enum=["ClusterFirst","ClusterFirstWithHostNet","Default","None"]
  ephemeralContainers keys=name
  hostAliases keys=ip
  imagePullSecrets keys=name
  initContainers keys=name
  nodeSelector atomic
  overhead {quantity}
  resourceClaims keys=name
  restartPolicy ="Always" go=v1.RestartPolicy enum=["Always","OnFailure","Never"]
  schedulerName ="default-scheduler"
  schedulingGates keys=name
  securityContext ={}
  terminationGracePeriodSeconds =30
  topologySpreadConstraints keys=topologyKey,whenUnsatisfiable
  volumes keys=name
PodStatus
  conditions keys=type
  podIPs keys=ip
  resourceClaimStatuses keys=name
Probe
  failureThreshold =3
  periodSeconds =10
  successThreshold =1
  timeoutSeconds =1
ProjectedVolumeSource
  defaultMode =420
RbacV1Subject atomic
ReplicaSetSpec
  replicas =1
ReplicaSetStatus
  conditions keys=type
ResourceFieldSelector atomic
  divisor quantity
  resource!
ResourceQuotaSpec
  hard {quantity}
ResourceQuotaStatus
  hard {quantity}
  used {quantity}
ResourceRequirements
  claims keys=name
  limits {quantity}
  requests {quantity}
RoleRef atomic
  apiGroup ="rbac.authorization.k8s.io"
ScopeSelector atomic
SecretKeySelector atomic
  key!
SecretReference atomic
SecretVolumeSource
  defaultMode =420
  secretName!
Secret
  type ="Opaque" go=v1.SecretType
ServiceAccount
  secrets keys=name
ServiceAccountTokenProjection
  expirationSeconds =3600
  path!
ServicePort
  protocol ="TCP" go=v1.Protocol enum=["SCTP","TCP","UDP"]
ServiceSpec
  ports keys=port,protocol
  selector atomic
  sessionAffinity ="None" go=v1.ServiceAffinity enum=["ClientIP","None"]
  type ="ClusterIP" go=v1.ServiceType enum=["ClusterIP","ExternalName","LoadBalancer","NodePort"]
ServiceStatus
  conditions keys=type
StatefulSetSpec
  podManagementPolicy ="OrderedReady" go=v1.PodManagementPolicyType enum=["OrderedReady","Parallel"]
  replicas =1
  revisionHistoryLimit =10
  updateStrategy ={}
StatefulSetUpdateStrategy
  type ="RollingUpdate" go=v1.StatefulSetUpdateStrategyType
StatefulSetStatus
  conditions keys=type
StorageClass
  provisioner!
  reclaimPolicy ="Delete" go=v1.PersistentVolumeReclaimPolicy enum=["Delete","Recycle","Retain"]
  volumeBindingMode ="Immediate" go=v1.VolumeBindingMode enum=["Immediate","WaitForFirstConsumer"]
TopologySelectorTerm atomic
TopologySpreadConstraint
  whenUnsatisfiable go=v1.UnsatisfiableConstraintAction
TypedLocalObjectReference atomic
ValidatingWebhook
  matchConditions keys=name
ValidatingWebhookConfiguration
  webhooks keys=name
ValidationRule
  rule!
JSONSchemaProps
  x-kubernetes-validations keys=rule
V2CrossVersionObjectReference
  kind!
  name!
V2HorizontalPodAutoscalerSpec
  minReplicas =1
V2HorizontalPodAutoscalerStatus
  conditions keys=type
V2MetricTarget
  averageValue quantity
  value quantity
V2MetricValueStatus
  averageValue quantity
  value quantity
Volume
  name!
VolumeDevice
  devicePath!
  name!
VolumeMount
  mountPath!
  name!
VolumeResourceRequirements
  limits {quantity}
  requests {quantity}
`;

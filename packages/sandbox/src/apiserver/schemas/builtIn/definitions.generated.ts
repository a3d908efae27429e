// Made from the models of @kubernetes/client-node by `yarn definitions`. Do not edit.
/** Every type that a built-in kind leads to, with the names and types of its fields. */
export const definitions = `
APIService
  apiVersion string
  kind string
  metadata ObjectMeta
  spec APIServiceSpec
  status APIServiceStatus
APIServiceCondition
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
APIServiceSpec
  caBundle bytes
  group string
  groupPriorityMinimum! int32
  insecureSkipTLSVerify boolean
  service ApiregistrationV1ServiceReference
  version string
  versionPriority! int32
APIServiceStatus
  conditions [APIServiceCondition]
AWSElasticBlockStoreVolumeSource
  fsType string
  partition int32
  readOnly boolean
  volumeID! string
AdmissionregistrationV1ServiceReference
  name! string
  namespace! string
  path string
  port int32
AdmissionregistrationV1WebhookClientConfig
  caBundle bytes
  service AdmissionregistrationV1ServiceReference
  url string
Affinity
  nodeAffinity NodeAffinity
  podAffinity PodAffinity
  podAntiAffinity PodAntiAffinity
AggregationRule
  clusterRoleSelectors [LabelSelector]
ApiextensionsV1ServiceReference
  name! string
  namespace! string
  path string
  port int32
ApiextensionsV1WebhookClientConfig
  caBundle bytes
  service ApiextensionsV1ServiceReference
  url string
ApiregistrationV1ServiceReference
  name string
  namespace string
  port int32
AppArmorProfile
  localhostProfile string
  type! string
AttachedVolume
  devicePath! string
  name! string
AuthenticationV1TokenRequest
  apiVersion string
  kind string
  metadata ObjectMeta
  spec! TokenRequestSpec
  status TokenRequestStatus
AzureDiskVolumeSource
  cachingMode string
  diskName! string
  diskURI! string
  fsType string
  kind string
  readOnly boolean
AzureFilePersistentVolumeSource
  readOnly boolean
  secretName! string
  secretNamespace string
  shareName! string
AzureFileVolumeSource
  readOnly boolean
  secretName! string
  shareName! string
BoundObjectReference
  apiVersion string
  kind string
  name string
  uid string
CSIPersistentVolumeSource
  controllerExpandSecretRef SecretReference
  controllerPublishSecretRef SecretReference
  driver! string
  fsType string
  nodeExpandSecretRef SecretReference
  nodePublishSecretRef SecretReference
  nodeStageSecretRef SecretReference
  readOnly boolean
  volumeAttributes {string}
  volumeHandle! string
CSIVolumeSource
  driver! string
  fsType string
  nodePublishSecretRef LocalObjectReference
  readOnly boolean
  volumeAttributes {string}
Capabilities
  add [string]
  drop [string]
CephFSPersistentVolumeSource
  monitors! [string]
  path string
  readOnly boolean
  secretFile string
  secretRef SecretReference
  user string
CephFSVolumeSource
  monitors! [string]
  path string
  readOnly boolean
  secretFile string
  secretRef LocalObjectReference
  user string
CinderPersistentVolumeSource
  fsType string
  readOnly boolean
  secretRef SecretReference
  volumeID! string
CinderVolumeSource
  fsType string
  readOnly boolean
  secretRef LocalObjectReference
  volumeID! string
ClientIPConfig
  timeoutSeconds int32
ClusterRole
  aggregationRule AggregationRule
  apiVersion string
  kind string
  metadata ObjectMeta
  rules [PolicyRule]
ClusterRoleBinding
  apiVersion string
  kind string
  metadata ObjectMeta
  roleRef! RoleRef
  subjects [RbacV1Subject]
ClusterTrustBundleProjection
  labelSelector LabelSelector
  name string
  optional boolean
  path! string
  signerName string
Condition
  lastTransitionTime! time
  message! string
  observedGeneration int64
  reason! string
  status! string
  type! string
ConfigMap
  apiVersion string
  binaryData {bytes}
  data {string}
  immutable boolean
  kind string
  metadata ObjectMeta
ConfigMapEnvSource
  name string
  optional boolean
ConfigMapKeySelector
  key! string
  name string
  optional boolean
ConfigMapNodeConfigSource
  kubeletConfigKey! string
  name! string
  namespace! string
  resourceVersion string
  uid string
ConfigMapProjection
  items [KeyToPath]
  name string
  optional boolean
ConfigMapVolumeSource
  defaultMode int32
  items [KeyToPath]
  name string
  optional boolean
Container
  args [string]
  command [string]
  env [EnvVar]
  envFrom [EnvFromSource]
  image string
  imagePullPolicy string
  lifecycle Lifecycle
  livenessProbe Probe
  name! string
  ports [ContainerPort]
  readinessProbe Probe
  resizePolicy [ContainerResizePolicy]
  resources ResourceRequirements
  restartPolicy string
  securityContext SecurityContext
  startupProbe Probe
  stdin boolean
  stdinOnce boolean
  terminationMessagePath string
  terminationMessagePolicy string
  tty boolean
  volumeDevices [VolumeDevice]
  volumeMounts [VolumeMount]
  workingDir string
ContainerImage
  names [string]
  sizeBytes int64
ContainerPort
  containerPort! int32
  hostIP string
  hostPort int32
  name string
  protocol string
ContainerResizePolicy
  resourceName! string
  restartPolicy! string
ContainerState
  running ContainerStateRunning
  terminated ContainerStateTerminated
  waiting ContainerStateWaiting
ContainerStateRunning
  startedAt time
ContainerStateTerminated
  containerID string
  exitCode! int32
  finishedAt time
  message string
  reason string
  signal int32
  startedAt time
ContainerStateWaiting
  message string
  reason string
ContainerStatus
  allocatedResources {string}
  allocatedResourcesStatus [ResourceStatus]
  containerID string
  image! string
  imageID! string
  lastState ContainerState
  name! string
  ready! boolean
  resources ResourceRequirements
  restartCount! int32
  started boolean
  state ContainerState
  user ContainerUser
  volumeMounts [VolumeMountStatus]
ContainerUser
  linux LinuxContainerUser
ControllerRevision
  apiVersion string
  data any
  kind string
  metadata ObjectMeta
  revision! int64
CoreV1EndpointPort
  appProtocol string
  name string
  port! int32
  protocol string
CoreV1Event
  action string
  apiVersion string
  count int32
  eventTime microTime
  firstTimestamp time
  involvedObject! ObjectReference
  kind string
  lastTimestamp time
  message string
  metadata! ObjectMeta
  reason string
  related ObjectReference
  reportingComponent string
  reportingInstance string
  series CoreV1EventSeries
  source EventSource
  type string
CoreV1EventSeries
  count int32
  lastObservedTime microTime
CoreV1ResourceClaim
  name! string
  request string
CronJob
  apiVersion string
  kind string
  metadata ObjectMeta
  spec CronJobSpec
  status CronJobStatus
CronJobSpec
  concurrencyPolicy string
  failedJobsHistoryLimit int32
  jobTemplate! JobTemplateSpec
  schedule! string
  startingDeadlineSeconds int64
  successfulJobsHistoryLimit int32
  suspend boolean
  timeZone string
CronJobStatus
  active [ObjectReference]
  lastScheduleTime time
  lastSuccessfulTime time
CustomResourceColumnDefinition
  description string
  format string
  jsonPath! string
  name! string
  priority int32
  type! string
CustomResourceConversion
  strategy! string
  webhook WebhookConversion
CustomResourceDefinition
  apiVersion string
  kind string
  metadata ObjectMeta
  spec! CustomResourceDefinitionSpec
  status CustomResourceDefinitionStatus
CustomResourceDefinitionCondition
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
CustomResourceDefinitionNames
  categories [string]
  kind! string
  listKind string
  plural! string
  shortNames [string]
  singular string
CustomResourceDefinitionSpec
  conversion CustomResourceConversion
  group! string
  names! CustomResourceDefinitionNames
  preserveUnknownFields boolean
  scope! string
  versions! [CustomResourceDefinitionVersion]
CustomResourceDefinitionStatus
  acceptedNames CustomResourceDefinitionNames
  conditions [CustomResourceDefinitionCondition]
  storedVersions [string]
CustomResourceDefinitionVersion
  additionalPrinterColumns [CustomResourceColumnDefinition]
  deprecated boolean
  deprecationWarning string
  name! string
  schema CustomResourceValidation
  selectableFields [SelectableField]
  served! boolean
  storage! boolean
  subresources CustomResourceSubresources
CustomResourceSubresourceScale
  labelSelectorPath string
  specReplicasPath! string
  statusReplicasPath! string
CustomResourceSubresources
  scale CustomResourceSubresourceScale
  status any
CustomResourceValidation
  openAPIV3Schema JSONSchemaProps
DaemonEndpoint
  Port! int32
DaemonSet
  apiVersion string
  kind string
  metadata ObjectMeta
  spec DaemonSetSpec
  status DaemonSetStatus
DaemonSetCondition
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
DaemonSetSpec
  minReadySeconds int32
  revisionHistoryLimit int32
  selector! LabelSelector
  template! PodTemplateSpec
  updateStrategy DaemonSetUpdateStrategy
DaemonSetStatus
  collisionCount int32
  conditions [DaemonSetCondition]
  currentNumberScheduled! int32
  desiredNumberScheduled! int32
  numberAvailable int32
  numberMisscheduled! int32
  numberReady! int32
  numberUnavailable int32
  observedGeneration int64
  updatedNumberScheduled int32
DaemonSetUpdateStrategy
  rollingUpdate RollingUpdateDaemonSet
  type string
DeleteOptions
  apiVersion string
  dryRun [string]
  gracePeriodSeconds int64
  ignoreStoreReadErrorWithClusterBreakingPotential boolean
  kind string
  orphanDependents boolean
  preconditions Preconditions
  propagationPolicy string
Deployment
  apiVersion string
  kind string
  metadata ObjectMeta
  spec DeploymentSpec
  status DeploymentStatus
DeploymentCondition
  lastTransitionTime time
  lastUpdateTime time
  message string
  reason string
  status! string
  type! string
DeploymentSpec
  minReadySeconds int32
  paused boolean
  progressDeadlineSeconds int32
  replicas int32
  revisionHistoryLimit int32
  selector! LabelSelector
  strategy DeploymentStrategy
  template! PodTemplateSpec
DeploymentStatus
  availableReplicas int32
  collisionCount int32
  conditions [DeploymentCondition]
  observedGeneration int64
  readyReplicas int32
  replicas int32
  unavailableReplicas int32
  updatedReplicas int32
DeploymentStrategy
  rollingUpdate RollingUpdateDeployment
  type string
DiscoveryV1EndpointPort
  appProtocol string
  name string
  port int32
  protocol string
DownwardAPIProjection
  items [DownwardAPIVolumeFile]
DownwardAPIVolumeFile
  fieldRef ObjectFieldSelector
  mode int32
  path! string
  resourceFieldRef ResourceFieldSelector
DownwardAPIVolumeSource
  defaultMode int32
  items [DownwardAPIVolumeFile]
EmptyDirVolumeSource
  medium string
  sizeLimit string
Endpoint
  addresses! [string]
  conditions EndpointConditions
  deprecatedTopology {string}
  hints EndpointHints
  hostname string
  nodeName string
  targetRef ObjectReference
  zone string
EndpointAddress
  hostname string
  ip! string
  nodeName string
  targetRef ObjectReference
EndpointConditions
  ready boolean
  serving boolean
  terminating boolean
EndpointHints
  forZones [ForZone]
EndpointSlice
  addressType! string
  apiVersion string
  endpoints! [Endpoint]
  kind string
  metadata ObjectMeta
  ports [DiscoveryV1EndpointPort]
EndpointSubset
  addresses [EndpointAddress]
  notReadyAddresses [EndpointAddress]
  ports [CoreV1EndpointPort]
Endpoints
  apiVersion string
  kind string
  metadata ObjectMeta
  subsets [EndpointSubset]
EnvFromSource
  configMapRef ConfigMapEnvSource
  prefix string
  secretRef SecretEnvSource
EnvVar
  name! string
  value string
  valueFrom EnvVarSource
EnvVarSource
  configMapKeyRef ConfigMapKeySelector
  fieldRef ObjectFieldSelector
  resourceFieldRef ResourceFieldSelector
  secretKeyRef SecretKeySelector
EphemeralContainer
  args [string]
  command [string]
  env [EnvVar]
  envFrom [EnvFromSource]
  image string
  imagePullPolicy string
  lifecycle Lifecycle
  livenessProbe Probe
  name! string
  ports [ContainerPort]
  readinessProbe Probe
  resizePolicy [ContainerResizePolicy]
  resources ResourceRequirements
  restartPolicy string
  securityContext SecurityContext
  startupProbe Probe
  stdin boolean
  stdinOnce boolean
  targetContainerName string
  terminationMessagePath string
  terminationMessagePolicy string
  tty boolean
  volumeDevices [VolumeDevice]
  volumeMounts [VolumeMount]
  workingDir string
EphemeralVolumeSource
  volumeClaimTemplate PersistentVolumeClaimTemplate
EventSource
  component string
  host string
Eviction
  apiVersion string
  deleteOptions DeleteOptions
  kind string
  metadata ObjectMeta
ExecAction
  command [string]
ExternalDocumentation
  description string
  url string
FCVolumeSource
  fsType string
  lun int32
  readOnly boolean
  targetWWNs [string]
  wwids [string]
FieldSelectorAttributes
  rawSelector string
  requirements [FieldSelectorRequirement]
FieldSelectorRequirement
  key! string
  operator! string
  values [string]
FlexPersistentVolumeSource
  driver! string
  fsType string
  options {string}
  readOnly boolean
  secretRef SecretReference
FlexVolumeSource
  driver! string
  fsType string
  options {string}
  readOnly boolean
  secretRef LocalObjectReference
FlockerVolumeSource
  datasetName string
  datasetUUID string
ForZone
  name! string
GCEPersistentDiskVolumeSource
  fsType string
  partition int32
  pdName! string
  readOnly boolean
GRPCAction
  port! int32
  service string
GitRepoVolumeSource
  directory string
  repository! string
  revision string
GlusterfsPersistentVolumeSource
  endpoints! string
  endpointsNamespace string
  path! string
  readOnly boolean
GlusterfsVolumeSource
  endpoints! string
  path! string
  readOnly boolean
HTTPGetAction
  host string
  httpHeaders [HTTPHeader]
  path string
  port! intOrString
  scheme string
HTTPHeader
  name! string
  value! string
HTTPIngressPath
  backend! IngressBackend
  path string
  pathType! string
HTTPIngressRuleValue
  paths! [HTTPIngressPath]
HostAlias
  hostnames [string]
  ip! string
HostIP
  ip! string
HostPathVolumeSource
  path! string
  type string
IPBlock
  cidr! string
  except [string]
ISCSIPersistentVolumeSource
  chapAuthDiscovery boolean
  chapAuthSession boolean
  fsType string
  initiatorName string
  iqn! string
  iscsiInterface string
  lun! int32
  portals [string]
  readOnly boolean
  secretRef SecretReference
  targetPortal! string
ISCSIVolumeSource
  chapAuthDiscovery boolean
  chapAuthSession boolean
  fsType string
  initiatorName string
  iqn! string
  iscsiInterface string
  lun! int32
  portals [string]
  readOnly boolean
  secretRef LocalObjectReference
  targetPortal! string
ImageVolumeSource
  pullPolicy string
  reference string
Ingress
  apiVersion string
  kind string
  metadata ObjectMeta
  spec IngressSpec
  status IngressStatus
IngressBackend
  resource TypedLocalObjectReference
  service IngressServiceBackend
IngressClass
  apiVersion string
  kind string
  metadata ObjectMeta
  spec IngressClassSpec
IngressClassParametersReference
  apiGroup string
  kind! string
  name! string
  namespace string
  scope string
IngressClassSpec
  controller string
  parameters IngressClassParametersReference
IngressLoadBalancerIngress
  hostname string
  ip string
  ports [IngressPortStatus]
IngressLoadBalancerStatus
  ingress [IngressLoadBalancerIngress]
IngressPortStatus
  error string
  port! int32
  protocol! string
IngressRule
  host string
  http HTTPIngressRuleValue
IngressServiceBackend
  name! string
  port ServiceBackendPort
IngressSpec
  defaultBackend IngressBackend
  ingressClassName string
  rules [IngressRule]
  tls [IngressTLS]
IngressStatus
  loadBalancer IngressLoadBalancerStatus
IngressTLS
  hosts [string]
  secretName string
JSONSchemaProps
  $ref string
  $schema string
  additionalItems any
  additionalProperties any
  allOf [JSONSchemaProps]
  anyOf [JSONSchemaProps]
  default any
  definitions {JSONSchemaProps}
  dependencies {any}
  description string
  enum [any]
  example any
  exclusiveMaximum boolean
  exclusiveMinimum boolean
  externalDocs ExternalDocumentation
  format string
  id string
  items any
  maxItems int64
  maxLength int64
  maxProperties int64
  maximum double
  minItems int64
  minLength int64
  minProperties int64
  minimum double
  multipleOf double
  not JSONSchemaProps
  nullable boolean
  oneOf [JSONSchemaProps]
  pattern string
  patternProperties {JSONSchemaProps}
  properties {JSONSchemaProps}
  required [string]
  title string
  type string
  uniqueItems boolean
  x-kubernetes-embedded-resource boolean
  x-kubernetes-int-or-string boolean
  x-kubernetes-list-map-keys [string]
  x-kubernetes-list-type string
  x-kubernetes-map-type string
  x-kubernetes-preserve-unknown-fields boolean
  x-kubernetes-validations [ValidationRule]
Job
  apiVersion string
  kind string
  metadata ObjectMeta
  spec JobSpec
  status JobStatus
JobCondition
  lastProbeTime time
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
JobSpec
  activeDeadlineSeconds int64
  backoffLimit int32
  backoffLimitPerIndex int32
  completionMode string
  completions int32
  managedBy string
  manualSelector boolean
  maxFailedIndexes int32
  parallelism int32
  podFailurePolicy PodFailurePolicy
  podReplacementPolicy string
  selector LabelSelector
  successPolicy SuccessPolicy
  suspend boolean
  template! PodTemplateSpec
  ttlSecondsAfterFinished int32
JobStatus
  active int32
  completedIndexes string
  completionTime time
  conditions [JobCondition]
  failed int32
  failedIndexes string
  ready int32
  startTime time
  succeeded int32
  terminating int32
  uncountedTerminatedPods UncountedTerminatedPods
JobTemplateSpec
  metadata ObjectMeta
  spec JobSpec
KeyToPath
  key! string
  mode int32
  path! string
LabelSelector
  matchExpressions [LabelSelectorRequirement]
  matchLabels {string}
LabelSelectorAttributes
  rawSelector string
  requirements [LabelSelectorRequirement]
LabelSelectorRequirement
  key! string
  operator! string
  values [string]
Lease
  apiVersion string
  kind string
  metadata ObjectMeta
  spec LeaseSpec
LeaseSpec
  acquireTime microTime
  holderIdentity string
  leaseDurationSeconds int32
  leaseTransitions int32
  preferredHolder string
  renewTime microTime
  strategy string
Lifecycle
  postStart LifecycleHandler
  preStop LifecycleHandler
LifecycleHandler
  exec ExecAction
  httpGet HTTPGetAction
  sleep SleepAction
  tcpSocket TCPSocketAction
LimitRange
  apiVersion string
  kind string
  metadata ObjectMeta
  spec LimitRangeSpec
LimitRangeItem
  default {string}
  defaultRequest {string}
  max {string}
  maxLimitRequestRatio {string}
  min {string}
  type! string
LimitRangeSpec
  limits! [LimitRangeItem]
LinuxContainerUser
  gid! int64
  supplementalGroups [int64]
  uid! int64
LoadBalancerIngress
  hostname string
  ip string
  ipMode string
  ports [PortStatus]
LoadBalancerStatus
  ingress [LoadBalancerIngress]
LocalObjectReference
  name string
LocalSubjectAccessReview
  apiVersion string
  kind string
  metadata ObjectMeta
  spec! SubjectAccessReviewSpec
  status SubjectAccessReviewStatus
LocalVolumeSource
  fsType string
  path! string
ManagedFieldsEntry
  apiVersion string
  fieldsType string
  fieldsV1 any
  manager string
  operation string
  subresource string
  time time
MatchCondition
  expression! string
  name! string
ModifyVolumeStatus
  status! string
  targetVolumeAttributesClassName string
MutatingWebhook
  admissionReviewVersions! [string]
  clientConfig! AdmissionregistrationV1WebhookClientConfig
  failurePolicy string
  matchConditions [MatchCondition]
  matchPolicy string
  name! string
  namespaceSelector LabelSelector
  objectSelector LabelSelector
  reinvocationPolicy string
  rules [RuleWithOperations]
  sideEffects! string
  timeoutSeconds int32
MutatingWebhookConfiguration
  apiVersion string
  kind string
  metadata ObjectMeta
  webhooks [MutatingWebhook]
NFSVolumeSource
  path! string
  readOnly boolean
  server! string
Namespace
  apiVersion string
  kind string
  metadata ObjectMeta
  spec NamespaceSpec
  status NamespaceStatus
NamespaceCondition
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
NamespaceSpec
  finalizers [string]
NamespaceStatus
  conditions [NamespaceCondition]
  phase string
NetworkPolicy
  apiVersion string
  kind string
  metadata ObjectMeta
  spec NetworkPolicySpec
NetworkPolicyEgressRule
  ports [NetworkPolicyPort]
  to [NetworkPolicyPeer]
NetworkPolicyIngressRule
  from [NetworkPolicyPeer]
  ports [NetworkPolicyPort]
NetworkPolicyPeer
  ipBlock IPBlock
  namespaceSelector LabelSelector
  podSelector LabelSelector
NetworkPolicyPort
  endPort int32
  port intOrString
  protocol string
NetworkPolicySpec
  egress [NetworkPolicyEgressRule]
  ingress [NetworkPolicyIngressRule]
  podSelector LabelSelector
  policyTypes [string]
Node
  apiVersion string
  kind string
  metadata ObjectMeta
  spec NodeSpec
  status NodeStatus
NodeAddress
  address! string
  type! string
NodeAffinity
  preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm]
  requiredDuringSchedulingIgnoredDuringExecution NodeSelector
NodeCondition
  lastHeartbeatTime time
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
NodeConfigSource
  configMap ConfigMapNodeConfigSource
NodeConfigStatus
  active NodeConfigSource
  assigned NodeConfigSource
  error string
  lastKnownGood NodeConfigSource
NodeDaemonEndpoints
  kubeletEndpoint DaemonEndpoint
NodeFeatures
  supplementalGroupsPolicy boolean
NodeRuntimeHandler
  features NodeRuntimeHandlerFeatures
  name string
NodeRuntimeHandlerFeatures
  recursiveReadOnlyMounts boolean
  userNamespaces boolean
NodeSelector
  nodeSelectorTerms! [NodeSelectorTerm]
NodeSelectorRequirement
  key! string
  operator! string
  values [string]
NodeSelectorTerm
  matchExpressions [NodeSelectorRequirement]
  matchFields [NodeSelectorRequirement]
NodeSpec
  configSource NodeConfigSource
  externalID string
  podCIDR string
  podCIDRs [string]
  providerID string
  taints [Taint]
  unschedulable boolean
NodeStatus
  addresses [NodeAddress]
  allocatable {string}
  capacity {string}
  conditions [NodeCondition]
  config NodeConfigStatus
  daemonEndpoints NodeDaemonEndpoints
  features NodeFeatures
  images [ContainerImage]
  nodeInfo NodeSystemInfo
  phase string
  runtimeHandlers [NodeRuntimeHandler]
  volumesAttached [AttachedVolume]
  volumesInUse [string]
NodeSystemInfo
  architecture! string
  bootID! string
  containerRuntimeVersion! string
  kernelVersion! string
  kubeProxyVersion! string
  kubeletVersion! string
  machineID! string
  operatingSystem! string
  osImage! string
  systemUUID! string
NonResourceAttributes
  path string
  verb string
NonResourceRule
  nonResourceURLs [string]
  verbs! [string]
ObjectFieldSelector
  apiVersion string
  fieldPath! string
ObjectMeta
  annotations {string}
  creationTimestamp time
  deletionGracePeriodSeconds int64
  deletionTimestamp time
  finalizers [string]
  generateName string
  generation int64
  labels {string}
  managedFields [ManagedFieldsEntry]
  name string
  namespace string
  ownerReferences [OwnerReference]
  resourceVersion string
  selfLink string
  uid string
ObjectReference
  apiVersion string
  fieldPath string
  kind string
  name string
  namespace string
  resourceVersion string
  uid string
OwnerReference
  apiVersion! string
  blockOwnerDeletion boolean
  controller boolean
  kind! string
  name! string
  uid! string
PersistentVolume
  apiVersion string
  kind string
  metadata ObjectMeta
  spec PersistentVolumeSpec
  status PersistentVolumeStatus
PersistentVolumeClaim
  apiVersion string
  kind string
  metadata ObjectMeta
  spec PersistentVolumeClaimSpec
  status PersistentVolumeClaimStatus
PersistentVolumeClaimCondition
  lastProbeTime time
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
PersistentVolumeClaimSpec
  accessModes [string]
  dataSource TypedLocalObjectReference
  dataSourceRef TypedObjectReference
  resources VolumeResourceRequirements
  selector LabelSelector
  storageClassName string
  volumeAttributesClassName string
  volumeMode string
  volumeName string
PersistentVolumeClaimStatus
  accessModes [string]
  allocatedResourceStatuses {string}
  allocatedResources {string}
  capacity {string}
  conditions [PersistentVolumeClaimCondition]
  currentVolumeAttributesClassName string
  modifyVolumeStatus ModifyVolumeStatus
  phase string
PersistentVolumeClaimTemplate
  metadata ObjectMeta
  spec! PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource
  claimName! string
  readOnly boolean
PersistentVolumeSpec
  accessModes [string]
  awsElasticBlockStore AWSElasticBlockStoreVolumeSource
  azureDisk AzureDiskVolumeSource
  azureFile AzureFilePersistentVolumeSource
  capacity {string}
  cephfs CephFSPersistentVolumeSource
  cinder CinderPersistentVolumeSource
  claimRef ObjectReference
  csi CSIPersistentVolumeSource
  fc FCVolumeSource
  flexVolume FlexPersistentVolumeSource
  flocker FlockerVolumeSource
  gcePersistentDisk GCEPersistentDiskVolumeSource
  glusterfs GlusterfsPersistentVolumeSource
  hostPath HostPathVolumeSource
  iscsi ISCSIPersistentVolumeSource
  local LocalVolumeSource
  mountOptions [string]
  nfs NFSVolumeSource
  nodeAffinity VolumeNodeAffinity
  persistentVolumeReclaimPolicy string
  photonPersistentDisk PhotonPersistentDiskVolumeSource
  portworxVolume PortworxVolumeSource
  quobyte QuobyteVolumeSource
  rbd RBDPersistentVolumeSource
  scaleIO ScaleIOPersistentVolumeSource
  storageClassName string
  storageos StorageOSPersistentVolumeSource
  volumeAttributesClassName string
  volumeMode string
  vsphereVolume VsphereVirtualDiskVolumeSource
PersistentVolumeStatus
  lastPhaseTransitionTime time
  message string
  phase string
  reason string
PhotonPersistentDiskVolumeSource
  fsType string
  pdID! string
Pod
  apiVersion string
  kind string
  metadata ObjectMeta
  spec PodSpec
  status PodStatus
PodAffinity
  preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm]
  requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm]
PodAffinityTerm
  labelSelector LabelSelector
  matchLabelKeys [string]
  mismatchLabelKeys [string]
  namespaceSelector LabelSelector
  namespaces [string]
  topologyKey! string
PodAntiAffinity
  preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm]
  requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm]
PodCondition
  lastProbeTime time
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
PodDNSConfig
  nameservers [string]
  options [PodDNSConfigOption]
  searches [string]
PodDNSConfigOption
  name string
  value string
PodDisruptionBudget
  apiVersion string
  kind string
  metadata ObjectMeta
  spec PodDisruptionBudgetSpec
  status PodDisruptionBudgetStatus
PodDisruptionBudgetSpec
  maxUnavailable intOrString
  minAvailable intOrString
  selector LabelSelector
  unhealthyPodEvictionPolicy string
PodDisruptionBudgetStatus
  conditions [Condition]
  currentHealthy! int32
  desiredHealthy! int32
  disruptedPods {time}
  disruptionsAllowed! int32
  expectedPods! int32
  observedGeneration int64
PodFailurePolicy
  rules! [PodFailurePolicyRule]
PodFailurePolicyOnExitCodesRequirement
  containerName string
  operator! string
  values! [int32]
PodFailurePolicyOnPodConditionsPattern
  status! string
  type! string
PodFailurePolicyRule
  action! string
  onExitCodes PodFailurePolicyOnExitCodesRequirement
  onPodConditions [PodFailurePolicyOnPodConditionsPattern]
PodIP
  ip! string
PodOS
  name! string
PodReadinessGate
  conditionType! string
PodResourceClaim
  name! string
  resourceClaimName string
  resourceClaimTemplateName string
PodResourceClaimStatus
  name! string
  resourceClaimName string
PodSchedulingGate
  name! string
PodSecurityContext
  appArmorProfile AppArmorProfile
  fsGroup int64
  fsGroupChangePolicy string
  runAsGroup int64
  runAsNonRoot boolean
  runAsUser int64
  seLinuxChangePolicy string
  seLinuxOptions SELinuxOptions
  seccompProfile SeccompProfile
  supplementalGroups [int64]
  supplementalGroupsPolicy string
  sysctls [Sysctl]
  windowsOptions WindowsSecurityContextOptions
PodSpec
  activeDeadlineSeconds int64
  affinity Affinity
  automountServiceAccountToken boolean
  containers! [Container]
  dnsConfig PodDNSConfig
  dnsPolicy string
  enableServiceLinks boolean
  ephemeralContainers [EphemeralContainer]
  hostAliases [HostAlias]
  hostIPC boolean
  hostNetwork boolean
  hostPID boolean
  hostUsers boolean
  hostname string
  imagePullSecrets [LocalObjectReference]
  initContainers [Container]
  nodeName string
  nodeSelector {string}
  os PodOS
  overhead {string}
  preemptionPolicy string
  priority int32
  priorityClassName string
  readinessGates [PodReadinessGate]
  resourceClaims [PodResourceClaim]
  resources ResourceRequirements
  restartPolicy string
  runtimeClassName string
  schedulerName string
  schedulingGates [PodSchedulingGate]
  securityContext PodSecurityContext
  serviceAccount string
  serviceAccountName string
  setHostnameAsFQDN boolean
  shareProcessNamespace boolean
  subdomain string
  terminationGracePeriodSeconds int64
  tolerations [Toleration]
  topologySpreadConstraints [TopologySpreadConstraint]
  volumes [Volume]
PodStatus
  conditions [PodCondition]
  containerStatuses [ContainerStatus]
  ephemeralContainerStatuses [ContainerStatus]
  hostIP string
  hostIPs [HostIP]
  initContainerStatuses [ContainerStatus]
  message string
  nominatedNodeName string
  phase string
  podIP string
  podIPs [PodIP]
  qosClass string
  reason string
  resize string
  resourceClaimStatuses [PodResourceClaimStatus]
  startTime time
PodTemplateSpec
  metadata ObjectMeta
  spec PodSpec
PolicyRule
  apiGroups [string]
  nonResourceURLs [string]
  resourceNames [string]
  resources [string]
  verbs! [string]
PortStatus
  error string
  port! int32
  protocol! string
PortworxVolumeSource
  fsType string
  readOnly boolean
  volumeID! string
Preconditions
  resourceVersion string
  uid string
PreferredSchedulingTerm
  preference! NodeSelectorTerm
  weight! int32
PriorityClass
  apiVersion string
  description string
  globalDefault boolean
  kind string
  metadata ObjectMeta
  preemptionPolicy string
  value! int32
Probe
  exec ExecAction
  failureThreshold int32
  grpc GRPCAction
  httpGet HTTPGetAction
  initialDelaySeconds int32
  periodSeconds int32
  successThreshold int32
  tcpSocket TCPSocketAction
  terminationGracePeriodSeconds int64
  timeoutSeconds int32
ProjectedVolumeSource
  defaultMode int32
  sources [VolumeProjection]
QuobyteVolumeSource
  group string
  readOnly boolean
  registry! string
  tenant string
  user string
  volume! string
RBDPersistentVolumeSource
  fsType string
  image! string
  keyring string
  monitors! [string]
  pool string
  readOnly boolean
  secretRef SecretReference
  user string
RBDVolumeSource
  fsType string
  image! string
  keyring string
  monitors! [string]
  pool string
  readOnly boolean
  secretRef LocalObjectReference
  user string
RbacV1Subject
  apiGroup string
  kind! string
  name! string
  namespace string
ReplicaSet
  apiVersion string
  kind string
  metadata ObjectMeta
  spec ReplicaSetSpec
  status ReplicaSetStatus
ReplicaSetCondition
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
ReplicaSetSpec
  minReadySeconds int32
  replicas int32
  selector! LabelSelector
  template PodTemplateSpec
ReplicaSetStatus
  availableReplicas int32
  conditions [ReplicaSetCondition]
  fullyLabeledReplicas int32
  observedGeneration int64
  readyReplicas int32
  replicas! int32
ResourceAttributes
  fieldSelector FieldSelectorAttributes
  group string
  labelSelector LabelSelectorAttributes
  name string
  namespace string
  resource string
  subresource string
  verb string
  version string
ResourceFieldSelector
  containerName string
  divisor string
  resource! string
ResourceHealth
  health string
  resourceID! string
ResourceQuota
  apiVersion string
  kind string
  metadata ObjectMeta
  spec ResourceQuotaSpec
  status ResourceQuotaStatus
ResourceQuotaSpec
  hard {string}
  scopeSelector ScopeSelector
  scopes [string]
ResourceQuotaStatus
  hard {string}
  used {string}
ResourceRequirements
  claims [CoreV1ResourceClaim]
  limits {string}
  requests {string}
ResourceRule
  apiGroups [string]
  resourceNames [string]
  resources [string]
  verbs! [string]
ResourceStatus
  name! string
  resources [ResourceHealth]
Role
  apiVersion string
  kind string
  metadata ObjectMeta
  rules [PolicyRule]
RoleBinding
  apiVersion string
  kind string
  metadata ObjectMeta
  roleRef! RoleRef
  subjects [RbacV1Subject]
RoleRef
  apiGroup! string
  kind! string
  name! string
RollingUpdateDaemonSet
  maxSurge intOrString
  maxUnavailable intOrString
RollingUpdateDeployment
  maxSurge intOrString
  maxUnavailable intOrString
RollingUpdateStatefulSetStrategy
  maxUnavailable intOrString
  partition int32
RuleWithOperations
  apiGroups [string]
  apiVersions [string]
  operations [string]
  resources [string]
  scope string
SELinuxOptions
  level string
  role string
  type string
  user string
Scale
  apiVersion string
  kind string
  metadata ObjectMeta
  spec ScaleSpec
  status ScaleStatus
ScaleIOPersistentVolumeSource
  fsType string
  gateway! string
  protectionDomain string
  readOnly boolean
  secretRef! SecretReference
  sslEnabled boolean
  storageMode string
  storagePool string
  system! string
  volumeName string
ScaleIOVolumeSource
  fsType string
  gateway! string
  protectionDomain string
  readOnly boolean
  secretRef! LocalObjectReference
  sslEnabled boolean
  storageMode string
  storagePool string
  system! string
  volumeName string
ScaleSpec
  replicas int32
ScaleStatus
  replicas! int32
  selector string
ScopeSelector
  matchExpressions [ScopedResourceSelectorRequirement]
ScopedResourceSelectorRequirement
  operator! string
  scopeName! string
  values [string]
SeccompProfile
  localhostProfile string
  type! string
Secret
  apiVersion string
  data {bytes}
  immutable boolean
  kind string
  metadata ObjectMeta
  stringData {string}
  type string
SecretEnvSource
  name string
  optional boolean
SecretKeySelector
  key! string
  name string
  optional boolean
SecretProjection
  items [KeyToPath]
  name string
  optional boolean
SecretReference
  name string
  namespace string
SecretVolumeSource
  defaultMode int32
  items [KeyToPath]
  optional boolean
  secretName string
SecurityContext
  allowPrivilegeEscalation boolean
  appArmorProfile AppArmorProfile
  capabilities Capabilities
  privileged boolean
  procMount string
  readOnlyRootFilesystem boolean
  runAsGroup int64
  runAsNonRoot boolean
  runAsUser int64
  seLinuxOptions SELinuxOptions
  seccompProfile SeccompProfile
  windowsOptions WindowsSecurityContextOptions
SelectableField
  jsonPath! string
SelfSubjectAccessReview
  apiVersion string
  kind string
  metadata ObjectMeta
  spec! SelfSubjectAccessReviewSpec
  status SubjectAccessReviewStatus
SelfSubjectAccessReviewSpec
  nonResourceAttributes NonResourceAttributes
  resourceAttributes ResourceAttributes
SelfSubjectReview
  apiVersion string
  kind string
  metadata ObjectMeta
  status SelfSubjectReviewStatus
SelfSubjectReviewStatus
  userInfo UserInfo
SelfSubjectRulesReview
  apiVersion string
  kind string
  metadata ObjectMeta
  spec! SelfSubjectRulesReviewSpec
  status SubjectRulesReviewStatus
SelfSubjectRulesReviewSpec
  namespace string
Service
  apiVersion string
  kind string
  metadata ObjectMeta
  spec ServiceSpec
  status ServiceStatus
ServiceAccount
  apiVersion string
  automountServiceAccountToken boolean
  imagePullSecrets [LocalObjectReference]
  kind string
  metadata ObjectMeta
  secrets [ObjectReference]
ServiceAccountTokenProjection
  audience string
  expirationSeconds int64
  path! string
ServiceBackendPort
  name string
  number int32
ServicePort
  appProtocol string
  name string
  nodePort int32
  port! int32
  protocol string
  targetPort intOrString
ServiceSpec
  allocateLoadBalancerNodePorts boolean
  clusterIP string
  clusterIPs [string]
  externalIPs [string]
  externalName string
  externalTrafficPolicy string
  healthCheckNodePort int32
  internalTrafficPolicy string
  ipFamilies [string]
  ipFamilyPolicy string
  loadBalancerClass string
  loadBalancerIP string
  loadBalancerSourceRanges [string]
  ports [ServicePort]
  publishNotReadyAddresses boolean
  selector {string}
  sessionAffinity string
  sessionAffinityConfig SessionAffinityConfig
  trafficDistribution string
  type string
ServiceStatus
  conditions [Condition]
  loadBalancer LoadBalancerStatus
SessionAffinityConfig
  clientIP ClientIPConfig
SleepAction
  seconds! int64
StatefulSet
  apiVersion string
  kind string
  metadata ObjectMeta
  spec StatefulSetSpec
  status StatefulSetStatus
StatefulSetCondition
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
StatefulSetOrdinals
  start int32
StatefulSetPersistentVolumeClaimRetentionPolicy
  whenDeleted string
  whenScaled string
StatefulSetSpec
  minReadySeconds int32
  ordinals StatefulSetOrdinals
  persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy
  podManagementPolicy string
  replicas int32
  revisionHistoryLimit int32
  selector! LabelSelector
  serviceName string
  template! PodTemplateSpec
  updateStrategy StatefulSetUpdateStrategy
  volumeClaimTemplates [PersistentVolumeClaim]
StatefulSetStatus
  availableReplicas int32
  collisionCount int32
  conditions [StatefulSetCondition]
  currentReplicas int32
  currentRevision string
  observedGeneration int64
  readyReplicas int32
  replicas! int32
  updateRevision string
  updatedReplicas int32
StatefulSetUpdateStrategy
  rollingUpdate RollingUpdateStatefulSetStrategy
  type string
StorageClass
  allowVolumeExpansion boolean
  allowedTopologies [TopologySelectorTerm]
  apiVersion string
  kind string
  metadata ObjectMeta
  mountOptions [string]
  parameters {string}
  provisioner! string
  reclaimPolicy string
  volumeBindingMode string
StorageOSPersistentVolumeSource
  fsType string
  readOnly boolean
  secretRef ObjectReference
  volumeName string
  volumeNamespace string
StorageOSVolumeSource
  fsType string
  readOnly boolean
  secretRef LocalObjectReference
  volumeName string
  volumeNamespace string
SubjectAccessReview
  apiVersion string
  kind string
  metadata ObjectMeta
  spec! SubjectAccessReviewSpec
  status SubjectAccessReviewStatus
SubjectAccessReviewSpec
  extra {[string]}
  groups [string]
  nonResourceAttributes NonResourceAttributes
  resourceAttributes ResourceAttributes
  uid string
  user string
SubjectAccessReviewStatus
  allowed! boolean
  denied boolean
  evaluationError string
  reason string
SubjectRulesReviewStatus
  evaluationError string
  incomplete! boolean
  nonResourceRules! [NonResourceRule]
  resourceRules! [ResourceRule]
SuccessPolicy
  rules! [SuccessPolicyRule]
SuccessPolicyRule
  succeededCount int32
  succeededIndexes string
Sysctl
  name! string
  value! string
TCPSocketAction
  host string
  port! intOrString
Taint
  effect! string
  key! string
  timeAdded time
  value string
TokenRequestSpec
  audiences! [string]
  boundObjectRef BoundObjectReference
  expirationSeconds int64
TokenRequestStatus
  expirationTimestamp! time
  token! string
TokenReview
  apiVersion string
  kind string
  metadata ObjectMeta
  spec! TokenReviewSpec
  status TokenReviewStatus
TokenReviewSpec
  audiences [string]
  token string
TokenReviewStatus
  audiences [string]
  authenticated boolean
  error string
  user UserInfo
Toleration
  effect string
  key string
  operator string
  tolerationSeconds int64
  value string
TopologySelectorLabelRequirement
  key! string
  values! [string]
TopologySelectorTerm
  matchLabelExpressions [TopologySelectorLabelRequirement]
TopologySpreadConstraint
  labelSelector LabelSelector
  matchLabelKeys [string]
  maxSkew! int32
  minDomains int32
  nodeAffinityPolicy string
  nodeTaintsPolicy string
  topologyKey! string
  whenUnsatisfiable! string
TypedLocalObjectReference
  apiGroup string
  kind! string
  name! string
TypedObjectReference
  apiGroup string
  kind! string
  name! string
  namespace string
UncountedTerminatedPods
  failed [string]
  succeeded [string]
UserInfo
  extra {[string]}
  groups [string]
  uid string
  username string
V2ContainerResourceMetricSource
  container! string
  name! string
  target! V2MetricTarget
V2ContainerResourceMetricStatus
  container! string
  current! V2MetricValueStatus
  name! string
V2CrossVersionObjectReference
  apiVersion string
  kind! string
  name! string
V2ExternalMetricSource
  metric! V2MetricIdentifier
  target! V2MetricTarget
V2ExternalMetricStatus
  current! V2MetricValueStatus
  metric! V2MetricIdentifier
V2HPAScalingPolicy
  periodSeconds! int32
  type! string
  value! int32
V2HPAScalingRules
  policies [V2HPAScalingPolicy]
  selectPolicy string
  stabilizationWindowSeconds int32
V2HorizontalPodAutoscaler
  apiVersion string
  kind string
  metadata ObjectMeta
  spec V2HorizontalPodAutoscalerSpec
  status V2HorizontalPodAutoscalerStatus
V2HorizontalPodAutoscalerBehavior
  scaleDown V2HPAScalingRules
  scaleUp V2HPAScalingRules
V2HorizontalPodAutoscalerCondition
  lastTransitionTime time
  message string
  reason string
  status! string
  type! string
V2HorizontalPodAutoscalerSpec
  behavior V2HorizontalPodAutoscalerBehavior
  maxReplicas! int32
  metrics [V2MetricSpec]
  minReplicas int32
  scaleTargetRef! V2CrossVersionObjectReference
V2HorizontalPodAutoscalerStatus
  conditions [V2HorizontalPodAutoscalerCondition]
  currentMetrics [V2MetricStatus]
  currentReplicas int32
  desiredReplicas! int32
  lastScaleTime time
  observedGeneration int64
V2MetricIdentifier
  name! string
  selector LabelSelector
V2MetricSpec
  containerResource V2ContainerResourceMetricSource
  external V2ExternalMetricSource
  object V2ObjectMetricSource
  pods V2PodsMetricSource
  resource V2ResourceMetricSource
  type! string
V2MetricStatus
  containerResource V2ContainerResourceMetricStatus
  external V2ExternalMetricStatus
  object V2ObjectMetricStatus
  pods V2PodsMetricStatus
  resource V2ResourceMetricStatus
  type! string
V2MetricTarget
  averageUtilization int32
  averageValue string
  type! string
  value string
V2MetricValueStatus
  averageUtilization int32
  averageValue string
  value string
V2ObjectMetricSource
  describedObject! V2CrossVersionObjectReference
  metric! V2MetricIdentifier
  target! V2MetricTarget
V2ObjectMetricStatus
  current! V2MetricValueStatus
  describedObject! V2CrossVersionObjectReference
  metric! V2MetricIdentifier
V2PodsMetricSource
  metric! V2MetricIdentifier
  target! V2MetricTarget
V2PodsMetricStatus
  current! V2MetricValueStatus
  metric! V2MetricIdentifier
V2ResourceMetricSource
  name! string
  target! V2MetricTarget
V2ResourceMetricStatus
  current! V2MetricValueStatus
  name! string
ValidatingWebhook
  admissionReviewVersions! [string]
  clientConfig! AdmissionregistrationV1WebhookClientConfig
  failurePolicy string
  matchConditions [MatchCondition]
  matchPolicy string
  name! string
  namespaceSelector LabelSelector
  objectSelector LabelSelector
  rules [RuleWithOperations]
  sideEffects! string
  timeoutSeconds int32
ValidatingWebhookConfiguration
  apiVersion string
  kind string
  metadata ObjectMeta
  webhooks [ValidatingWebhook]
ValidationRule
  fieldPath string
  message string
  messageExpression string
  optionalOldSelf boolean
  reason string
  rule! string
Volume
  awsElasticBlockStore AWSElasticBlockStoreVolumeSource
  azureDisk AzureDiskVolumeSource
  azureFile AzureFileVolumeSource
  cephfs CephFSVolumeSource
  cinder CinderVolumeSource
  configMap ConfigMapVolumeSource
  csi CSIVolumeSource
  downwardAPI DownwardAPIVolumeSource
  emptyDir EmptyDirVolumeSource
  ephemeral EphemeralVolumeSource
  fc FCVolumeSource
  flexVolume FlexVolumeSource
  flocker FlockerVolumeSource
  gcePersistentDisk GCEPersistentDiskVolumeSource
  gitRepo GitRepoVolumeSource
  glusterfs GlusterfsVolumeSource
  hostPath HostPathVolumeSource
  image ImageVolumeSource
  iscsi ISCSIVolumeSource
  name! string
  nfs NFSVolumeSource
  persistentVolumeClaim PersistentVolumeClaimVolumeSource
  photonPersistentDisk PhotonPersistentDiskVolumeSource
  portworxVolume PortworxVolumeSource
  projected ProjectedVolumeSource
  quobyte QuobyteVolumeSource
  rbd RBDVolumeSource
  scaleIO ScaleIOVolumeSource
  secret SecretVolumeSource
  storageos StorageOSVolumeSource
  vsphereVolume VsphereVirtualDiskVolumeSource
VolumeAttachment
  apiVersion string
  kind string
  metadata ObjectMeta
  spec! VolumeAttachmentSpec
  status VolumeAttachmentStatus
VolumeAttachmentSource
  inlineVolumeSpec PersistentVolumeSpec
  persistentVolumeName string
VolumeAttachmentSpec
  attacher! string
  nodeName! string
  source! VolumeAttachmentSource
VolumeAttachmentStatus
  attachError VolumeError
  attached! boolean
  attachmentMetadata {string}
  detachError VolumeError
VolumeDevice
  devicePath! string
  name! string
VolumeError
  errorCode int32
  message string
  time time
VolumeMount
  mountPath! string
  mountPropagation string
  name! string
  readOnly boolean
  recursiveReadOnly string
  subPath string
  subPathExpr string
VolumeMountStatus
  mountPath! string
  name! string
  readOnly boolean
  recursiveReadOnly string
VolumeNodeAffinity
  required NodeSelector
VolumeProjection
  clusterTrustBundle ClusterTrustBundleProjection
  configMap ConfigMapProjection
  downwardAPI DownwardAPIProjection
  secret SecretProjection
  serviceAccountToken ServiceAccountTokenProjection
VolumeResourceRequirements
  limits {string}
  requests {string}
VsphereVirtualDiskVolumeSource
  fsType string
  storagePolicyID string
  storagePolicyName string
  volumePath! string
WebhookConversion
  clientConfig ApiextensionsV1WebhookClientConfig
  conversionReviewVersions! [string]
WeightedPodAffinityTerm
  podAffinityTerm! PodAffinityTerm
  weight! int32
WindowsSecurityContextOptions
  gmsaCredentialSpec string
  gmsaCredentialSpecName string
  hostProcess boolean
  runAsUserName string
`;

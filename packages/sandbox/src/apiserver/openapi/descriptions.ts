/**
 * Descriptions in our own words, for `kubectl explain`: of kinds and definitions by their names, of
 * fields by definition and path. Custom kinds stand with their resource.
 */
export const descriptions: Record<string, string> = {
  ClusterRole:
    'Rights that may be bound for the whole cluster or for a namespace.',
  ClusterRoleBinding: 'Gives the rights of a ClusterRole everywhere.',
  ConfigMap: 'Settings that pods read.',
  'ConfigMap.binaryData': 'Contents that are no text, in base64.',
  'ConfigMap.data': 'Contents that are text.',
  'ConfigMap.immutable': 'Whether the contents may never change again.',
  Container: 'One program of a pod.',
  'Container.args': "Arguments of the command, or of the image's own.",
  'Container.command': "What is run instead of the image's own command.",
  'Container.env': 'Environment variables.',
  'Container.image': 'Where the program comes from.',
  'Container.imagePullPolicy': 'When the image is fetched anew.',
  'Container.livenessProbe': 'When this fails the container is started again.',
  'Container.name': 'Name of the container, once per pod.',
  'Container.ports': 'Ports that the program listens at, for information.',
  'Container.readinessProbe': 'While this fails no Service leads here.',
  'Container.resources': 'What the container is given and may use.',
  'Container.securityContext': "What the container's processes may do.",
  'Container.startupProbe': 'Until this succeeds the other probes wait.',
  'Container.volumeMounts': "Where the pod's volumes appear.",
  CronJob: 'Makes Jobs at the times of a schedule.',
  CustomResourceDefinition: 'Defines a kind.',
  DaemonSet: 'Runs a pod on every node that fits.',
  Deployment:
    'Keeps a number of equal pods running, and replaces them when their template changes.',
  'Deployment.spec': 'What is wanted.',
  'Deployment.status': 'What was last seen.',
  'DeploymentSpec.minReadySeconds':
    'How long a new pod must be ready before it counts.',
  'DeploymentSpec.paused': 'Whether changes of the template wait.',
  'DeploymentSpec.progressDeadlineSeconds':
    'After so long without progress a rollout has failed.',
  'DeploymentSpec.replicas': 'How many pods are wanted.',
  'DeploymentSpec.revisionHistoryLimit':
    'How many old ReplicaSets are kept to go back to.',
  'DeploymentSpec.selector': "Which pods are this Deployment's; never changes.",
  'DeploymentSpec.strategy': 'How old pods give way to new ones.',
  'DeploymentSpec.template': 'What the pods are like.',
  EndpointSlice: 'Some of the addresses behind a Service.',
  Endpoints: 'The addresses behind a Service.',
  CoreV1Event: 'Something that happened to an object.',
  Ingress: 'Leads requests from outside to Services.',
  IngressClass: 'Names who takes care of Ingresses.',
  Job: 'Runs pods until enough of them have succeeded.',
  'JobSpec.backoffLimit': 'How many failures are too many.',
  'JobSpec.completions': 'How many pods must succeed.',
  'JobSpec.parallelism': 'How many pods run at once.',
  'JobSpec.template': 'What the pods are like; never changes.',
  'JobSpec.ttlSecondsAfterFinished': 'How long the Job stays after its end.',
  Lease: 'Says who is in charge of something, and until when.',
  LimitRange: 'Limits and defaults for what single objects of a namespace use.',
  Namespace: 'A room for names.',
  NetworkPolicy: 'Who may speak with certain pods.',
  'NetworkPolicySpec.egress': 'What the pods may reach.',
  'NetworkPolicySpec.ingress': 'Who may reach the pods.',
  'NetworkPolicySpec.podSelector':
    'The pods that this is about; all when empty.',
  'NetworkPolicySpec.policyTypes':
    'Directions that are closed but for the rules.',
  Node: 'A machine that runs pods.',
  ObjectMeta: 'What every object has.',
  'ObjectMeta.annotations': 'Texts about the object that nobody selects by.',
  'ObjectMeta.creationTimestamp': 'When the object was made.',
  'ObjectMeta.deletionTimestamp': 'When somebody asked for its end.',
  'ObjectMeta.finalizers': 'Who has something to do before the object goes.',
  'ObjectMeta.generation': 'Counts the changes of what is wanted.',
  'ObjectMeta.labels': 'Words to select the object by.',
  'ObjectMeta.managedFields': 'Who wrote which fields.',
  'ObjectMeta.name': 'Name of the object, once per kind and namespace.',
  'ObjectMeta.namespace': 'Where the name counts.',
  'ObjectMeta.ownerReferences': 'Objects that this one goes with.',
  'ObjectMeta.resourceVersion': 'Changes with every write.',
  'ObjectMeta.uid': 'Tells the object from earlier ones of its name.',
  PersistentVolume: 'A disk.',
  PersistentVolumeClaim: 'Asks for a disk.',
  'PersistentVolumeClaimSpec.accessModes': 'How many may use the disk at once.',
  'PersistentVolumeClaimSpec.resources': 'How large the disk must be.',
  'PersistentVolumeClaimSpec.storageClassName': 'What kind of disk it is.',
  'PersistentVolumeClaimSpec.volumeName': 'The disk that was found.',
  Pod: 'Containers that run together on one node.',
  PodDisruptionBudget: 'How many of some pods may be away on purpose at once.',
  'PodSpec.affinity': 'Near what, and far from what, the pod wants to run.',
  'PodSpec.containers': 'The programs; there is at least one.',
  'PodSpec.imagePullSecrets': 'Logins of the registries that images come from.',
  'PodSpec.initContainers':
    'Programs that run to their end, one after another, before the others.',
  'PodSpec.nodeName': 'The node that the pod runs on.',
  'PodSpec.nodeSelector': 'Labels that the node must have.',
  'PodSpec.restartPolicy': 'What becomes of containers that end.',
  'PodSpec.securityContext': "What all the pod's processes may do.",
  'PodSpec.serviceAccountName': 'Who the pod is to the API.',
  'PodSpec.terminationGracePeriodSeconds':
    'How long the pod has to end by itself.',
  'PodSpec.tolerations': 'Taints of nodes that the pod puts up with.',
  'PodSpec.volumes': 'Directories that containers may mount.',
  PodTemplateSpec: 'What pods are made like.',
  Probe: 'A question that is asked of a container again and again.',
  ReplicaSet: 'Keeps a number of equal pods running.',
  ResourceQuota: 'How much a namespace may use.',
  ResourceRequirements: 'What is given for sure, and what is the most.',
  'ResourceRequirements.limits': 'The most that may be used.',
  'ResourceRequirements.requests': 'What is given for sure.',
  Role: 'Rights within a namespace.',
  RoleBinding: 'Gives the rights of a role within a namespace.',
  Secret: 'Settings that few may see.',
  'Secret.data': 'Contents in base64.',
  'Secret.stringData':
    'Contents as text, which are written into data and never shown.',
  'Secret.type': 'What the contents are for; never changes.',
  Service: 'One address for some pods.',
  'ServicePort.nodePort': 'Port of every node that leads here.',
  'ServicePort.port': 'Port of the Service.',
  'ServicePort.targetPort': 'Port of the pods, by number or name.',
  'ServiceSpec.clusterIP':
    "Address within the cluster; None for the pods' own.",
  'ServiceSpec.ports': 'Ports that lead to the pods.',
  'ServiceSpec.selector': 'Which pods are behind it.',
  'ServiceSpec.type': 'From where it can be reached.',
  ServiceAccount: 'Who a pod is to the API.',
  StatefulSet: 'Keeps pods running that have names and disks of their own.',
  StorageClass: 'How disks are made.',

  'backups.postgresql.cnpg.io':
    'One backup of a PostgreSQL cluster; never changes.',
  'backups.postgresql.cnpg.io.spec.cluster': 'What is backed up.',
  'backups.postgresql.cnpg.io.spec.method': 'By which means.',
  'certificaterequests.cert-manager.io': 'Asks an issuer to sign once.',
  'certificates.cert-manager.io':
    'A certificate that is kept fresh in a Secret.',
  'certificates.cert-manager.io.spec.dnsNames':
    'Names that the certificate is for.',
  'certificates.cert-manager.io.spec.duration': 'How long it is valid.',
  'certificates.cert-manager.io.spec.issuerRef': 'Who signs it.',
  'certificates.cert-manager.io.spec.renewBefore':
    'How long before its end it is renewed.',
  'certificates.cert-manager.io.spec.secretName':
    'Where key and certificate are kept.',
  'clusterissuers.cert-manager.io': 'Signs certificates for all namespaces.',
  'clusters.postgresql.cnpg.io':
    'A PostgreSQL cluster: one primary and its replicas.',
  'clusters.postgresql.cnpg.io.spec': 'What is wanted of the cluster.',
  'clusters.postgresql.cnpg.io.spec.affinity': 'Where the instances run.',
  'clusters.postgresql.cnpg.io.spec.backup': 'How the cluster is backed up.',
  'clusters.postgresql.cnpg.io.spec.bootstrap':
    'How the cluster comes into being: empty, from a backup, or as a copy.',
  'clusters.postgresql.cnpg.io.spec.bootstrap.initdb':
    'Begins with an empty database.',
  'clusters.postgresql.cnpg.io.spec.bootstrap.pg_basebackup':
    'Begins as a copy of a running server.',
  'clusters.postgresql.cnpg.io.spec.bootstrap.recovery':
    'Begins with what a backup holds.',
  'clusters.postgresql.cnpg.io.spec.enableSuperuserAccess':
    'Whether the user postgres has a password.',
  'clusters.postgresql.cnpg.io.spec.imageCatalogRef':
    'Where the image is looked up by its major version.',
  'clusters.postgresql.cnpg.io.spec.imageName': 'The image of the instances.',
  'clusters.postgresql.cnpg.io.spec.instances': 'How many servers there are.',
  'clusters.postgresql.cnpg.io.spec.plugins':
    'Plugins that take part, such as the one for backups.',
  'clusters.postgresql.cnpg.io.spec.postgresql': 'Settings of PostgreSQL.',
  'clusters.postgresql.cnpg.io.spec.resources':
    'What each instance is given and may use.',
  'clusters.postgresql.cnpg.io.spec.storage': 'The disk of each instance.',
  'clusters.postgresql.cnpg.io.spec.walStorage':
    'A disk of its own for the write-ahead log.',
  'clusters.postgresql.cnpg.io.status': 'What the operator last saw.',
  'databases.postgresql.cnpg.io': 'A database within a PostgreSQL cluster.',
  'externalsecrets.external-secrets.io':
    'Brings a Secret from a store elsewhere.',
  'gateways.gateway.networking.k8s.io': 'Listens for requests from outside.',
  'helmchartconfigs.helm.cattle.io':
    'Values that are added to a HelmChart of the same name.',
  'helmcharts.helm.cattle.io':
    'A chart that the helm-controller installs and keeps.',
  'helmcharts.helm.cattle.io.spec.chart': 'Name of the chart, or where it is.',
  'helmcharts.helm.cattle.io.spec.failurePolicy':
    'What becomes of a release that failed.',
  'helmcharts.helm.cattle.io.spec.targetNamespace':
    'Where the release is installed.',
  'helmcharts.helm.cattle.io.spec.valuesContent': 'Values as YAML.',
  'helmcharts.helm.cattle.io.spec.version': 'Version of the chart.',
  'httproutes.gateway.networking.k8s.io':
    'Leads requests from a Gateway to Services.',
  'ingressroutes.traefik.io':
    "Leads requests from Traefik's entry points to Services.",
  'ingressroutes.traefik.io.spec.entryPoints':
    'Where Traefik listens for them.',
  'ingressroutes.traefik.io.spec.routes': 'Which requests go where.',
  'ingressroutes.traefik.io.spec.tls': 'With which certificate.',
  'keypairs.harvesterhci.io': 'A public key that machines are made with.',
  'middlewares.traefik.io': 'Changes requests or answers on their way.',
  'network-attachment-definitions.k8s.cni.cncf.io':
    'A network that machines and pods may join.',
  'objectstores.barmancloud.cnpg.io': 'Where backups of PostgreSQL are kept.',
  'scheduledbackups.postgresql.cnpg.io':
    'Makes Backups at the times of a schedule.',
  'scheduledbackups.postgresql.cnpg.io.spec.schedule':
    'Six fields: second, minute, hour, day, month, weekday.',
  'serverstransports.traefik.io': 'How Traefik speaks with what is behind it.',
  'tlsoptions.traefik.io': 'Which versions and ciphers of TLS Traefik takes.',
  'virtualmachineimages.harvesterhci.io': 'An image that disks are made from.',
  'virtualmachineinstances.kubevirt.io': 'A virtual machine that runs.',
  'virtualmachines.kubevirt.io': 'A virtual machine, running or not.',
  'virtualmachines.kubevirt.io.spec.runStrategy':
    'Whether it runs: Always, RerunOnFailure, Once, Manual or Halted.',
  'virtualmachines.kubevirt.io.spec.template': 'What the machine is like.',
};

/** The description of a kind or definition, or of a place in it. */
export function descriptionOf(
  subject: string,
  path: string,
): string | undefined {
  return descriptions[path ? `${subject}.${path}` : subject];
}

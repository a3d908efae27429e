import { fields, type Message } from './fields';

const NAMED = '1 inline:LocalReference, 2 key, 3 optional:bool';

/** Pod templates: `kubectl create job --from` sends whole ones. */
export const podMessages: Record<string, Message> = {
  PodTemplateSpec: fields('1 metadata:ObjectMeta, 2 spec:PodSpec'),
  PodSpec: fields(
    '1 volumes[]:Volume, 2 containers[]:Container, 3 restartPolicy, 4 terminationGracePeriodSeconds:int, 5 activeDeadlineSeconds:int, 6 dnsPolicy, 7 nodeSelector{}, 8 serviceAccountName, 9 serviceAccount, 10 nodeName, 11 hostNetwork:bool, 12 hostPID:bool, 13 hostIPC:bool, 14 securityContext:PodSecurityContext, 15 imagePullSecrets[]:LocalReference, 16 hostname, 17 subdomain, 19 schedulerName, 20 initContainers[]:Container, 21 automountServiceAccountToken:bool, 22 tolerations[]:Toleration, 24 priorityClassName',
  ),
  Container: fields(
    '1 name, 2 image, 3 command[], 4 args[], 5 workingDir, 6 ports[]:ContainerPort, 7 env[]:EnvVar, 8 resources:ResourceRequirements, 9 volumeMounts[]:VolumeMount, 13 terminationMessagePath, 14 imagePullPolicy, 15 securityContext:SecurityContext, 19 envFrom[]:EnvFromSource, 20 terminationMessagePolicy',
  ),
  ContainerPort: fields(
    '1 name, 2 hostPort:int, 3 containerPort:int, 4 protocol',
  ),
  EnvVar: fields('1 name, 2 value, 3 valueFrom:EnvVarSource'),
  EnvVarSource: fields(
    '1 fieldRef:ObjectFieldSelector, 3 configMapKeyRef:KeySelector, 4 secretKeyRef:KeySelector',
  ),
  ObjectFieldSelector: fields('1 apiVersion, 2 fieldPath'),
  KeySelector: fields(NAMED),
  EnvFromSource: fields(
    '1 prefix, 2 configMapRef:EnvSource, 3 secretRef:EnvSource',
  ),
  EnvSource: fields('1 inline:LocalReference, 2 optional:bool'),
  ResourceRequirements: fields('1 limits{}:quantity, 2 requests{}:quantity'),
  VolumeMount: fields('1 name, 2 readOnly:bool, 3 mountPath, 4 subPath'),
  SecurityContext: fields(
    '1 capabilities:Capabilities, 2 privileged:bool, 4 runAsUser:int, 5 runAsNonRoot:bool, 6 readOnlyRootFilesystem:bool, 7 allowPrivilegeEscalation:bool, 8 runAsGroup:int, 11 seccompProfile:SeccompProfile',
  ),
  PodSecurityContext: fields(
    '2 runAsUser:int, 3 runAsNonRoot:bool, 5 fsGroup:int, 6 runAsGroup:int, 10 seccompProfile:SeccompProfile',
  ),
  Capabilities: fields('1 add[], 2 drop[]'),
  SeccompProfile: fields('1 type, 2 localhostProfile'),
  Toleration: fields(
    '1 key, 2 operator, 3 value, 4 effect, 5 tolerationSeconds:int',
  ),
  Volume: fields('1 name, 2 inline:VolumeSource'),
  VolumeSource: fields(
    '1 hostPath:HostPathVolume, 2 emptyDir:EmptyDirVolume, 6 secret:SecretVolume, 10 persistentVolumeClaim:ClaimVolume, 19 configMap:ConfigMapVolume',
  ),
  HostPathVolume: fields('1 path, 2 type'),
  EmptyDirVolume: fields('1 medium, 2 sizeLimit:quantity'),
  SecretVolume: fields(
    '1 secretName, 2 items[]:KeyToPath, 3 defaultMode:int, 4 optional:bool',
  ),
  ConfigMapVolume: fields(
    '1 inline:LocalReference, 2 items[]:KeyToPath, 3 defaultMode:int, 4 optional:bool',
  ),
  ClaimVolume: fields('1 claimName, 2 readOnly:bool'),
  KeyToPath: fields('1 key, 2 path, 3 mode:int'),
};

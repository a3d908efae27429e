/** Schema of helmcharts.helm.cattle.io, from its CustomResourceDefinition; see `parseSchema`. */
export const helmcharts = `
spec object
  authPassCredentials boolean
  authSecret LocalObjectReference
  backOffLimit int32
  bootstrap boolean
  chart string
  chartContent string
  createNamespace boolean
  dockerRegistrySecret LocalObjectReference
  driver string enum=["secret","configmap"] ="secret"
  failurePolicy string enum=["abort","reinstall","retry"] ="reinstall"
  forceConflicts boolean
  helmVersion string
  insecureSkipTLSVerify boolean
  jobImage string
  plainHTTP boolean
  podSecurityContext PodSecurityContext
  repo string
  repoCA string
  repoCAConfigMap LocalObjectReference
  securityContext SecurityContext
  serverSide string enum=["true","false","auto"]
  set {intOrString}
  takeOwnership boolean
  targetNamespace string
  timeout string
  values any
  valuesContent string
  valuesSecrets list
    [] object
      ignoreUpdates boolean
      keys [string]
      name string
  version string
status object
  conditions list keys=type
    [] object
      message string
      reason string
      status! string
      type! string
  jobName string
`;

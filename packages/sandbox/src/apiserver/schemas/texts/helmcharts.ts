/** Schema of helmcharts.helm.cattle.io, from its CustomResourceDefinition; see `parseSchema`. */
export const helmcharts = `
spec object
  authPassCredentials boolean
  authSecret object atomic
    name string
  backOffLimit integer
  bootstrap boolean
  chart string
  chartContent string
  createNamespace boolean
  dockerRegistrySecret object atomic
    name string
  driver string enum=["secret","configmap"] ="secret"
  failurePolicy string enum=["abort","reinstall","retry"] ="reinstall"
  forceConflicts boolean
  helmVersion string
  insecureSkipTLSVerify boolean
  jobImage string
  plainHTTP boolean
  podSecurityContext any
  repo string
  repoCA string
  repoCAConfigMap object atomic
    name string
  securityContext any
  serverSide string enum=["true","false","auto"]
  set map
    {} intOrString
  takeOwnership boolean
  targetNamespace string
  timeout string
  values any
  valuesContent string
  valuesSecrets list
    [] object
      ignoreUpdates boolean
      keys list
        [] string
      name string
  version string
status any
`;

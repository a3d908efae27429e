/** Schema of helmchartconfigs.helm.cattle.io, from its CustomResourceDefinition; see `parseSchema`. */
export const helmchartconfigs = `
spec object
  failurePolicy string enum=["abort","reinstall","retry"] ="reinstall"
  forceConflicts boolean
  serverSide string enum=["true","false","auto"]
  values any
  valuesContent string
  valuesSecrets list
    [] object
      ignoreUpdates boolean
      keys [string]
      name string
`;

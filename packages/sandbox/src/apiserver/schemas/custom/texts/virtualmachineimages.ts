/** Schema of virtualmachineimages.harvesterhci.io, from its CustomResourceDefinition; see `parseSchema`. */
export const virtualmachineimages = `
spec! object
  backend string enum=["backingimage","cdi"] ="backingimage"
  checksum string
  description string
  displayName! string
  pvcName string
  pvcNamespace string
  retry integer min=0 max=10 =3
  securityParameters object
    cryptoOperation! string enum=["encrypt","decrypt"]
    sourceImageName! string
    sourceImageNamespace! string
  sourceType! string enum=["download","upload","export-from-volume","restore","clone"]
  storageClassParameters {string}
  targetStorageClassName string
  url string
status object
  appliedUrl string
  backupTarget object
    bucketName string
    bucketRegion string
    endpoint string
  conditions list
    [] object
      lastTransitionTime string
      lastUpdateTime string
      message string
      reason string
      status! string
      type! string
  failed integer min=0 =0
  lastFailedTime string
  progress integer
  size int64
  storageClassName string
  targetStorageClassName string
  virtualSize int64
`;

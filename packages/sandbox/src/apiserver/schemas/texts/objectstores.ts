/** Schema of objectstores.barmancloud.cnpg.io, from its CustomResourceDefinition; see `parseSchema`. */
export const objectstores = `
spec! object
  configuration! object
    azureCredentials any
    data object
      additionalCommandArgs list
        [] string
      compression string enum=["bzip2","gzip","lz4","snappy"]
      encryption string enum=["AES256","aws:kms"]
      immediateCheckpoint boolean
      jobs integer min=1
      restoreAdditionalCommandArgs list
        [] string
    destinationPath! string
    endpointCA object
      key! string
      name! string
    endpointURL string
    googleCredentials any
    historyTags map
      {} string
    s3Credentials object
      accessKeyId object
        key! string
        name! string
      inheritFromIAMRole boolean
      region object
        key! string
        name! string
      secretAccessKey object
        key! string
        name! string
      sessionToken object
        key! string
        name! string
    serverName string
    tags map
      {} string
    wal object
      archiveAdditionalCommandArgs list
        [] string
      compression string enum=["bzip2","gzip","lz4","snappy","xz","zstd"]
      encryption string enum=["AES256","aws:kms"]
      maxParallel integer min=1
      restoreAdditionalCommandArgs list
        [] string
  instanceSidecarConfiguration object
    additionalContainerArgs list
      [] string
    env list
      [] any
    logLevel string enum=["error","warning","info","debug","trace"] ="info"
    resources object
      claims list keys=name
        [] object
          name! string
          request string
      limits map
        {} intOrString
      requests map
        {} intOrString
    retentionPolicyIntervalSeconds integer =1800
  retentionPolicy string
status any
`;

/** Schema of objectstores.barmancloud.cnpg.io, from its CustomResourceDefinition; see `parseSchema`. */
export const objectstores = `
spec! object
  configuration! object
    azureCredentials object
      connectionString object
        key! string
        name! string
      inheritFromAzureAD boolean
      storageAccount object
        key! string
        name! string
      storageKey object
        key! string
        name! string
      storageSasToken object
        key! string
        name! string
      useDefaultAzureCredentials boolean
    data object
      additionalCommandArgs [string]
      compression string enum=["bzip2","gzip","lz4","snappy"]
      encryption string enum=["AES256","aws:kms"]
      immediateCheckpoint boolean
      jobs int32 min=1
      restoreAdditionalCommandArgs [string]
    destinationPath! string minLength=1
    endpointCA object
      key! string
      name! string
    endpointURL string
    googleCredentials object
      applicationCredentials object
        key! string
        name! string
      gkeEnvironment boolean
    historyTags {string}
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
    tags {string}
    wal object
      archiveAdditionalCommandArgs [string]
      compression string enum=["bzip2","gzip","lz4","snappy","xz","zstd"]
      encryption string enum=["AES256","aws:kms"]
      maxParallel integer min=1
      restoreAdditionalCommandArgs [string]
  instanceSidecarConfiguration object
    additionalContainerArgs [string]
    env list
      [] object
        name! string
        value string
        valueFrom object
          configMapKeyRef ConfigMapKeySelector
          fieldRef ObjectFieldSelector
          fileKeyRef object atomic
            key! string
            optional boolean =false
            path! string
            volumeName! string
          resourceFieldRef ResourceFieldSelector
          secretKeyRef SecretKeySelector
    logLevel string enum=["error","warning","info","debug","trace"] ="info"
    resources ResourceRequirements
    retentionPolicyIntervalSeconds integer =1800
  retentionPolicy string pattern="^[1-9][0-9]*[dwm]$"
status object
  serverRecoveryWindow map
    {} object
      firstRecoverabilityPoint time
      lastFailedBackupTime time
      lastSuccessfulBackupTime time
`;

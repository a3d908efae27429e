/** Schema of clusters.postgresql.cnpg.io, from its CustomResourceDefinition; see `parseSchema`. */
export const clusters = `
spec! object notTogether=imageCatalogRef,imageName:"imageName and imageCatalogRef are mutually exclusive"
  affinity object
    additionalPodAffinity PodAffinity
    additionalPodAntiAffinity PodAffinity
    enablePodAntiAffinity boolean
    nodeAffinity NodeAffinity
    nodeSelector {string}
    podAntiAffinityType string
    tolerations [Toleration]
    topologyKey string
  backup object
    barmanObjectStore object
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
    retentionPolicy string pattern="^[1-9][0-9]*[dwm]$"
    target string enum=["primary","prefer-standby"] ="prefer-standby"
    volumeSnapshot object
      annotations {string}
      className string
      labels {string}
      online boolean =true
      onlineConfiguration object ={"immediateCheckpoint":false,"waitForArchive":true}
        immediateCheckpoint boolean
        waitForArchive boolean =true
      snapshotOwnerReference string enum=["none","cluster","backup"] ="none"
      tablespaceClassName {string}
      walClassName string
  bootstrap object
    initdb object
      builtinLocale string
      dataChecksums boolean
      database string
      encoding string
      icuLocale string
      icuRules string
      import object
        databases! [string]
        pgDumpExtraOptions [string]
        pgRestoreDataOptions [string]
        pgRestoreExtraOptions [string]
        pgRestorePostdataOptions [string]
        pgRestorePredataOptions [string]
        postImportApplicationSQL [string]
        roles [string]
        schemaOnly boolean
        source! object
          externalCluster! string
        type! string enum=["microservice","monolith"]
      locale string
      localeCType string
      localeCollate string
      localeProvider string
      options [string]
      owner string
      postInitApplicationSQL [string]
      postInitApplicationSQLRefs object
        configMapRefs list
          [] object
            key! string
            name! string
        secretRefs list
          [] object
            key! string
            name! string
      postInitSQL [string]
      postInitSQLRefs object
        configMapRefs list
          [] object
            key! string
            name! string
        secretRefs list
          [] object
            key! string
            name! string
      postInitTemplateSQL [string]
      postInitTemplateSQLRefs object
        configMapRefs list
          [] object
            key! string
            name! string
        secretRefs list
          [] object
            key! string
            name! string
      secret object
        name! string
      walSegmentSize integer min=1 max=1024
    pg_basebackup object
      database string
      owner string
      secret object
        name! string
      source! string minLength=1
    recovery object
      backup object
        endpointCA object
          key! string
          name! string
        name! string
      database string
      owner string
      recoveryTarget object
        backupID string
        exclusive boolean
        targetImmediate boolean
        targetLSN string
        targetName string
        targetTLI string
        targetTime string
        targetXID string
      secret object
        name! string
      source string
      volumeSnapshots object
        storage! TypedLocalObjectReference
        tablespaceStorage {TypedLocalObjectReference}
        walStorage TypedLocalObjectReference
  certificates object
    clientCASecret string
    replicationTLSSecret string
    serverAltDNSNames [string]
    serverCASecret string
    serverTLSSecret string
  description string
  enablePDB boolean =true
  enableSuperuserAccess boolean =false
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
  envFrom [EnvFromSource]
  ephemeralVolumeSource object
    volumeClaimTemplate object
      metadata object
      spec! PersistentVolumeClaimSpec
  ephemeralVolumesSizeLimit object
    shm quantity
    temporaryData quantity
  externalClusters list
    [] object
      barmanObjectStore object
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
      connectionParameters {string}
      name! string
      password SecretKeySelector
      plugin object
        enabled boolean =true
        isWALArchiver boolean =false
        name! string
        parameters {string}
      sslCert SecretKeySelector
      sslKey SecretKeySelector
      sslRootCert SecretKeySelector
  failoverDelay int32 =0
  imageCatalogRef object atomic
    apiGroup string
    kind! string
    major! integer
    name! string
  imageName string
  imagePullPolicy string
  imagePullSecrets list
    [] object
      name! string
  inheritedMetadata object
    annotations {string}
    labels {string}
  instances! integer min=1 =1
  livenessProbeTimeout int32
  logLevel string enum=["error","warning","info","debug","trace"] ="info"
  managed object
    roles list
      [] object
        bypassrls boolean
        comment string
        connectionLimit int64 =-1
        createdb boolean
        createrole boolean
        disablePassword boolean
        ensure string enum=["present","absent"] ="present"
        inRoles [string]
        inherit boolean =true
        login boolean
        name! string
        passwordSecret object
          name! string
        replication boolean
        superuser boolean
        validUntil time
    services object
      additional list
        [] object
          selectorType! string enum=["rw","r","ro"]
          serviceTemplate! object
            metadata object
              annotations {string}
              labels {string}
              name string
            spec ServiceSpec
          updateStrategy string enum=["patch","replace"] ="patch"
      disabledDefaultServices list
        [] string enum=["rw","r","ro"]
  maxSyncReplicas integer min=0 =0
  minSyncReplicas integer min=0 =0
  monitoring object
    customQueriesConfigMap list
      [] object
        key! string
        name! string
    customQueriesSecret list
      [] object
        key! string
        name! string
    disableDefaultQueries boolean =false
    enablePodMonitor boolean =false
    metricsQueriesTTL string
    podMonitorMetricRelabelings list
      [] object
        action string enum=["replace","Replace","keep","Keep","drop","Drop","hashmod","HashMod","labelmap","LabelMap","labeldrop","LabelDrop","labelkeep","LabelKeep","lowercase","Lowercase","uppercase","Uppercase","keepequal","KeepEqual","dropequal","DropEqual"] ="replace"
        modulus int64
        regex string
        replacement string
        separator string
        sourceLabels [string]
        targetLabel string
    podMonitorRelabelings list
      [] object
        action string enum=["replace","Replace","keep","Keep","drop","Drop","hashmod","HashMod","labelmap","LabelMap","labeldrop","LabelDrop","labelkeep","LabelKeep","lowercase","Lowercase","uppercase","Uppercase","keepequal","KeepEqual","dropequal","DropEqual"] ="replace"
        modulus int64
        regex string
        replacement string
        separator string
        sourceLabels [string]
        targetLabel string
    tls object
      enabled boolean =false
  nodeMaintenanceWindow object
    inProgress boolean =false
    reusePVC boolean =true
  plugins list
    [] object
      enabled boolean =true
      isWALArchiver boolean =false
      name! string
      parameters {string}
  podSecurityContext PodSecurityContext
  podSelectorRefs list keys=name
    [] object
      name! string pattern="^[a-z]([a-z0-9_-]*[a-z0-9])?$" minLength=1
      selector! LabelSelector
  postgresGID int64 =26
  postgresUID int64 =26
  postgresql object
    enableAlterSystem boolean
    extensions list keys=name
      [] object
        bin_path [string]
        dynamic_library_path [string]
        env list keys=name
          [] object
            name! string pattern="^[a-zA-Z_][a-zA-Z0-9_]*$" minLength=1
            value! string minLength=1
        extension_control_path [string]
        image ImageVolumeSource
        ld_library_path [string]
        name! string pattern="^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$" minLength=1 maxLength=59
    ldap object
      bindAsAuth object
        prefix string
        suffix string
      bindSearchAuth object
        baseDN string
        bindDN string
        bindPassword SecretKeySelector
        searchAttribute string
        searchFilter string
      port integer
      scheme string enum=["ldap","ldaps"]
      server string
      tls boolean
    parameters {string}
    pg_hba [string]
    pg_ident [string]
    promotionTimeout int32
    shared_preload_libraries [string]
    syncReplicaElectionConstraint object
      enabled! boolean
      nodeLabelsAntiAffinity [string]
    synchronous object
      dataDurability string enum=["required","preferred"]
      failoverQuorum boolean
      maxStandbyNamesFromCluster integer
      method! string enum=["any","first"]
      nodeFailureDomainKeys [string]
      number! integer
      podFailureDomainKeys [string]
      standbyNamesPost [string]
      standbyNamesPre [string]
  primaryLease object
    leaseDurationSeconds int32 min=1 =15
    releasedLeaseDurationSeconds int32 min=1 =1
    renewDeadlineSeconds int32 min=1 =10
    retryPeriodSeconds int32 min=1 =2
  primaryUpdateMethod string enum=["switchover","restart"] ="restart"
  primaryUpdateStrategy string enum=["unsupervised","supervised"] ="unsupervised"
  priorityClassName string
  probes object
    liveness object
      failureThreshold int32
      initialDelaySeconds int32
      isolationCheck object
        connectionTimeout integer =1000
        enabled boolean =true
        requestTimeout integer =1000
      periodSeconds int32
      successThreshold int32
      terminationGracePeriodSeconds int64
      timeoutSeconds int32
    readiness object
      failureThreshold int32
      initialDelaySeconds int32
      maximumLag quantity
      periodSeconds int32
      successThreshold int32
      terminationGracePeriodSeconds int64
      timeoutSeconds int32
      type string enum=["pg_isready","streaming","query"]
    startup object
      failureThreshold int32
      initialDelaySeconds int32
      maximumLag quantity
      periodSeconds int32
      successThreshold int32
      terminationGracePeriodSeconds int64
      timeoutSeconds int32
      type string enum=["pg_isready","streaming","query"]
  projectedVolumeTemplate object
    defaultMode int32
    sources list
      [] object
        clusterTrustBundle ClusterTrustBundleProjection
        configMap ConfigMapProjection
        downwardAPI object
          items [DownwardAPIVolumeFile]
        podCertificate object
          certificateChainPath string
          credentialBundlePath string
          keyPath string
          keyType! string
          maxExpirationSeconds int32
          signerName! string
          userAnnotations {string}
        secret ConfigMapProjection
        serviceAccountToken ServiceAccountTokenProjection
  replica object
    enabled boolean
    minApplyDelay string
    primary string
    promotionToken string
    self string
    source! string minLength=1
  replicationSlots object ={"highAvailability":{"enabled":true}}
    highAvailability object ={"enabled":true}
      enabled boolean =true
      slotPrefix string pattern="^[0-9a-z_]*$" ="_cnpg_"
      synchronizeLogicalDecoding boolean
    synchronizeReplicas object
      enabled! boolean =true
      excludePatterns [string]
    updateInterval integer min=1 =30
  resources ResourceRequirements
  schedulerName string
  seccompProfile AppArmorProfile
  securityContext SecurityContext
  serviceAccountName string pattern="^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" maxLength=253
  serviceAccountTemplate object
    metadata! object
      annotations {string}
      labels {string}
      name string
  smartShutdownTimeout int32 =180
  startDelay int32 =3600
  stopDelay int32 =1800
  storage object
    pvcTemplate PersistentVolumeClaimSpec
    resizeInUseVolumes boolean =true
    size string
    storageClass string
  superuserSecret object
    name! string
  switchoverDelay int32 =3600
  tablespaces list
    [] object
      name! string
      owner LocalObjectReference
      storage! object
        pvcTemplate PersistentVolumeClaimSpec
        resizeInUseVolumes boolean =true
        size string
        storageClass string
      temporary boolean =false
  topologySpreadConstraints [TopologySpreadConstraint]
  walStorage object
    pvcTemplate PersistentVolumeClaimSpec
    resizeInUseVolumes boolean =true
    size string
    storageClass string
status object
  availableArchitectures list
    [] object
      goArch! string
      hash! string
  certificates object
    clientCASecret string
    expirations {string}
    replicationTLSSecret string
    serverAltDNSNames [string]
    serverCASecret string
    serverTLSSecret string
  cloudNativePGCommitHash string
  cloudNativePGOperatorHash string
  conditions list
    [] object
      lastTransitionTime! time
      message! string maxLength=32768
      observedGeneration int64 min=0
      reason! string pattern="^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$" minLength=1 maxLength=1024
      status! string enum=["True","False","Unknown"]
      type! string pattern="^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$" maxLength=316
  configMapResourceVersion object
    metrics {string}
  currentPrimary string
  currentPrimaryFailingSinceTimestamp string
  currentPrimaryTimestamp string
  danglingPVC [string]
  demotionToken string
  firstRecoverabilityPoint string
  firstRecoverabilityPointByMethod {time}
  healthyPVC [string]
  image string
  initializingPVC [string]
  instanceNames [string]
  instances integer
  instancesReportedState map
    {} object
      ip string
      isPrimary! boolean
      timeLineID integer
  instancesStatus {[string]}
  jobCount int32
  lastFailedBackup string
  lastPromotionToken string
  lastSuccessfulBackup string
  lastSuccessfulBackupByMethod {time}
  latestGeneratedNode integer
  managedRolesStatus object
    byStatus {[string]}
    cannotReconcile {[string]}
    passwordStatus map
      {} object
        resourceVersion string
        transactionID int64
  onlineUpdateEnabled boolean
  operatorCertificateFingerprint string
  pgDataImageInfo object
    extensions list
      [] object
        bin_path [string]
        dynamic_library_path [string]
        env list keys=name
          [] object
            name! string pattern="^[a-zA-Z_][a-zA-Z0-9_]*$" minLength=1
            value! string minLength=1
        extension_control_path [string]
        image ImageVolumeSource
        ld_library_path [string]
        name! string pattern="^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$" minLength=1 maxLength=59
    image! string
    majorVersion! integer
  phase string
  phaseReason string
  pluginStatus list
    [] object
      backupCapabilities [string]
      capabilities [string]
      name! string
      operatorCapabilities [string]
      restoreJobHookCapabilities [string]
      status string
      version! string
      walCapabilities [string]
  podSelectorRefs list keys=name
    [] object
      ips [string]
      name! string
  poolerIntegrations object
    pgBouncerIntegration object
      secrets [string]
  pvcCount int32
  readService string
  readyInstances integer
  resizingPVC [string]
  secretsResourceVersion object
    applicationSecretVersion string
    barmanEndpointCA string
    caSecretVersion string
    clientCaSecretVersion string
    externalClusterSecretVersion {string}
    managedRoleSecretVersion {string}
    metrics {string}
    replicationSecretVersion string
    serverCaSecretVersion string
    serverSecretVersion string
    superuserSecretVersion string
  selector string
  switchReplicaClusterStatus object
    inProgress boolean
  systemID string
  tablespacesStatus list
    [] object
      error string
      name! string
      owner string
      state! string
  targetPgDataImageInfo object
    extensions list
      [] object
        bin_path [string]
        dynamic_library_path [string]
        env list keys=name
          [] object
            name! string pattern="^[a-zA-Z_][a-zA-Z0-9_]*$" minLength=1
            value! string minLength=1
        extension_control_path [string]
        image ImageVolumeSource
        ld_library_path [string]
        name! string pattern="^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$" minLength=1 maxLength=59
    image! string
    majorVersion! integer
  targetPrimary string
  targetPrimaryTimestamp string
  timelineID integer
  topology object
    instances {{string}}
    nodesUsed int32
    successfullyExtracted boolean
  unusablePVC [string]
  writeService string
`;

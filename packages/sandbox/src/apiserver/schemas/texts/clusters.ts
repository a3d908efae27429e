/** Schema of clusters.postgresql.cnpg.io, from its CustomResourceDefinition; see `parseSchema`. */
export const clusters = `
spec! object
  affinity any
  backup object
    barmanObjectStore object
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
    retentionPolicy string
    target string enum=["primary","prefer-standby"] ="prefer-standby"
    volumeSnapshot object
      annotations map
        {} string
      className string
      labels map
        {} string
      online boolean =true
      onlineConfiguration object ={"immediateCheckpoint":false,"waitForArchive":true}
        immediateCheckpoint boolean
        waitForArchive boolean =true
      snapshotOwnerReference string enum=["none","cluster","backup"] ="none"
      tablespaceClassName map
        {} string
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
        databases! list
          [] string
        pgDumpExtraOptions list
          [] string
        pgRestoreDataOptions list
          [] string
        pgRestoreExtraOptions list
          [] string
        pgRestorePostdataOptions list
          [] string
        pgRestorePredataOptions list
          [] string
        postImportApplicationSQL list
          [] string
        roles list
          [] string
        schemaOnly boolean
        source! object
          externalCluster! string
        type! string enum=["microservice","monolith"]
      locale string
      localeCType string
      localeCollate string
      localeProvider string
      options list
        [] string
      owner string
      postInitApplicationSQL list
        [] string
      postInitApplicationSQLRefs object
        configMapRefs list
          [] object
            key! string
            name! string
        secretRefs list
          [] object
            key! string
            name! string
      postInitSQL list
        [] string
      postInitSQLRefs object
        configMapRefs list
          [] object
            key! string
            name! string
        secretRefs list
          [] object
            key! string
            name! string
      postInitTemplateSQL list
        [] string
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
      source! string
    recovery any
  certificates object
    clientCASecret string
    replicationTLSSecret string
    serverAltDNSNames list
      [] string
    serverCASecret string
    serverTLSSecret string
  description string
  enablePDB boolean =true
  enableSuperuserAccess boolean =false
  env list
    [] any
  envFrom list
    [] any
  ephemeralVolumeSource any
  ephemeralVolumesSizeLimit any
  externalClusters list
    [] any
  failoverDelay integer =0
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
    annotations map
      {} string
    labels map
      {} string
  instances! integer min=1 =1
  livenessProbeTimeout integer
  logLevel string enum=["error","warning","info","debug","trace"] ="info"
  managed object
    roles list
      [] object
        bypassrls boolean
        comment string
        connectionLimit integer =-1
        createdb boolean
        createrole boolean
        disablePassword boolean
        ensure string enum=["present","absent"] ="present"
        inRoles list
          [] string
        inherit boolean =true
        login boolean
        name! string
        passwordSecret object
          name! string
        replication boolean
        superuser boolean
        validUntil string
    services object
      additional list
        [] object
          selectorType! string enum=["rw","r","ro"]
          serviceTemplate! any
          updateStrategy string enum=["patch","replace"] ="patch"
      disabledDefaultServices list
        [] string enum=["rw","r","ro"]
  maxSyncReplicas integer min=0 =0
  minSyncReplicas integer min=0 =0
  monitoring any
  nodeMaintenanceWindow object
    inProgress boolean =false
    reusePVC boolean =true
  plugins list
    [] object
      enabled boolean =true
      isWALArchiver boolean =false
      name! string
      parameters map
        {} string
  podSecurityContext any
  podSelectorRefs list keys=name
    [] object
      name! string
      selector! object atomic
        matchExpressions list
          [] object
            key! string
            operator! string
            values list
              [] string
        matchLabels map
          {} string
  postgresGID integer =26
  postgresUID integer =26
  postgresql object
    enableAlterSystem boolean
    extensions list keys=name
      [] object
        bin_path list
          [] string
        dynamic_library_path list
          [] string
        env list keys=name
          [] any
        extension_control_path list
          [] string
        image object
          pullPolicy string
          reference string
        ld_library_path list
          [] string
        name! string
    ldap any
    parameters map
      {} string
    pg_hba list
      [] string
    pg_ident list
      [] string
    promotionTimeout integer
    shared_preload_libraries list
      [] string
    syncReplicaElectionConstraint object
      enabled! boolean
      nodeLabelsAntiAffinity list
        [] string
    synchronous object
      dataDurability string enum=["required","preferred"]
      failoverQuorum boolean
      maxStandbyNamesFromCluster integer
      method! string enum=["any","first"]
      nodeFailureDomainKeys list
        [] string
      number! integer
      podFailureDomainKeys list
        [] string
      standbyNamesPost list
        [] string
      standbyNamesPre list
        [] string
  primaryLease object
    leaseDurationSeconds integer min=1 =15
    releasedLeaseDurationSeconds integer min=1 =1
    renewDeadlineSeconds integer min=1 =10
    retryPeriodSeconds integer min=1 =2
  primaryUpdateMethod string enum=["switchover","restart"] ="restart"
  primaryUpdateStrategy string enum=["unsupervised","supervised"] ="unsupervised"
  priorityClassName string
  probes object
    liveness object
      failureThreshold integer
      initialDelaySeconds integer
      isolationCheck object
        connectionTimeout integer =1000
        enabled boolean =true
        requestTimeout integer =1000
      periodSeconds integer
      successThreshold integer
      terminationGracePeriodSeconds integer
      timeoutSeconds integer
    readiness object
      failureThreshold integer
      initialDelaySeconds integer
      maximumLag intOrString
      periodSeconds integer
      successThreshold integer
      terminationGracePeriodSeconds integer
      timeoutSeconds integer
      type string enum=["pg_isready","streaming","query"]
    startup object
      failureThreshold integer
      initialDelaySeconds integer
      maximumLag intOrString
      periodSeconds integer
      successThreshold integer
      terminationGracePeriodSeconds integer
      timeoutSeconds integer
      type string enum=["pg_isready","streaming","query"]
  projectedVolumeTemplate any
  replica object
    enabled boolean
    minApplyDelay string
    primary string
    promotionToken string
    self string
    source! string
  replicationSlots object ={"highAvailability":{"enabled":true}}
    highAvailability object ={"enabled":true}
      enabled boolean =true
      slotPrefix string ="_cnpg_"
      synchronizeLogicalDecoding boolean
    synchronizeReplicas object
      enabled! boolean =true
      excludePatterns list
        [] string
    updateInterval integer min=1 =30
  resources object
    claims list keys=name
      [] object
        name! string
        request string
    limits map
      {} intOrString
    requests map
      {} intOrString
  schedulerName string
  seccompProfile any
  securityContext any
  serviceAccountName string
  serviceAccountTemplate object
    metadata! object
      annotations map
        {} string
      labels map
        {} string
      name string
  smartShutdownTimeout integer =180
  startDelay integer =3600
  stopDelay integer =1800
  storage object
    pvcTemplate any
    resizeInUseVolumes boolean =true
    size string
    storageClass string
  superuserSecret object
    name! string
  switchoverDelay integer =3600
  tablespaces list
    [] object
      name! string
      owner object
        name string
      storage! object
        pvcTemplate any
        resizeInUseVolumes boolean =true
        size string
        storageClass string
      temporary boolean =false
  topologySpreadConstraints list
    [] any
  walStorage object
    pvcTemplate any
    resizeInUseVolumes boolean =true
    size string
    storageClass string
status any
`;

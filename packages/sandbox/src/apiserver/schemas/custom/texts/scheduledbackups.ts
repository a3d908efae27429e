/** Schema of scheduledbackups.postgresql.cnpg.io, from its CustomResourceDefinition; see `parseSchema`. */
export const scheduledbackups = `
spec! object
  backupOwnerReference string enum=["none","self","cluster"] ="none"
  cluster! object
    name! string
  immediate boolean
  method string enum=["barmanObjectStore","volumeSnapshot","plugin"] ="barmanObjectStore"
  online boolean
  onlineConfiguration object
    immediateCheckpoint boolean
    waitForArchive boolean =true
  pluginConfiguration object
    name! string
    parameters {string}
  schedule! string
  suspend boolean
  target string enum=["primary","prefer-standby"]
status object
  error string
  lastCheckTime time
  lastScheduleTime time
  nextScheduleTime time
`;

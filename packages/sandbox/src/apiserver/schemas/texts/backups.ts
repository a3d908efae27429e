/** Schema of backups.postgresql.cnpg.io, from its CustomResourceDefinition; see `parseSchema`. */
export const backups = `
spec! object
  cluster! object
    name! string
  method string enum=["barmanObjectStore","volumeSnapshot","plugin"] ="barmanObjectStore"
  online boolean
  onlineConfiguration object
    immediateCheckpoint boolean
    waitForArchive boolean =true
  pluginConfiguration object
    name! string
    parameters map
      {} string
  target string enum=["primary","prefer-standby"]
status any
`;

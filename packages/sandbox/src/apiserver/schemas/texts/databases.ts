/** Schema of databases.postgresql.cnpg.io, from its CustomResourceDefinition; see `parseSchema`. */
export const databases = `
spec! object
  allowConnections boolean
  builtinLocale string
  cluster! object atomic
    name string
  collationVersion string
  connectionLimit integer
  databaseReclaimPolicy string enum=["delete","retain"] ="retain"
  encoding string
  ensure string enum=["present","absent"] ="present"
  extensions list
    [] object
      ensure string enum=["present","absent"] ="present"
      name! string
      schema string
      version string
  fdws list
    [] object
      ensure string enum=["present","absent"] ="present"
      handler string
      name! string
      options list
        [] object
          ensure string enum=["present","absent"] ="present"
          name! string
          value! string
      owner string
      usage list
        [] object
          name! string
          type string enum=["grant","revoke"] ="grant"
      validator string
  icuLocale string
  icuRules string
  isTemplate boolean
  locale string
  localeCType string
  localeCollate string
  localeProvider string
  name! string
  owner! string
  schemas list
    [] object
      ensure string enum=["present","absent"] ="present"
      name! string
      owner string
  servers list
    [] object
      ensure string enum=["present","absent"] ="present"
      fdw! string
      name! string
      options list
        [] object
          ensure string enum=["present","absent"] ="present"
          name! string
          value! string
      usage list
        [] object
          name! string
          type string enum=["grant","revoke"] ="grant"
  tablespace string
  template string
status any
`;

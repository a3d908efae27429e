/** Schema of databases.postgresql.cnpg.io, from its CustomResourceDefinition; see `parseSchema`. */
export const databases = `
spec! object
  allowConnections boolean
  builtinLocale string immutable="builtinLocale is immutable"
  cluster! LocalObjectReference
  collationVersion string immutable="collationVersion is immutable"
  connectionLimit integer
  databaseReclaimPolicy string enum=["delete","retain"] ="retain"
  encoding string immutable="encoding is immutable"
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
  icuLocale string immutable="icuLocale is immutable"
  icuRules string immutable="icuRules is immutable"
  isTemplate boolean
  locale string immutable="locale is immutable"
  localeCType string immutable="localeCType is immutable"
  localeCollate string immutable="localeCollate is immutable"
  localeProvider string immutable="localeProvider is immutable"
  name! string immutable="name is immutable" not=postgres:"the name postgres is reserved" not=template0:"the name template0 is reserved" not=template1:"the name template1 is reserved"
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
  template string immutable="template is immutable"
status object
  applied boolean
  extensions list
    [] object
      applied! boolean
      message string
      name! string
  fdws list
    [] object
      applied! boolean
      message string
      name! string
  message string
  observedGeneration int64
  schemas list
    [] object
      applied! boolean
      message string
      name! string
  servers list
    [] object
      applied! boolean
      message string
      name! string
`;

/** Schema of certificates.cert-manager.io, from its CustomResourceDefinition; see `parseSchema`. */
export const certificates = `
spec object
  additionalOutputFormats list
    [] object
      type! string enum=["DER","CombinedPEM"]
  commonName string
  dnsNames list
    [] string
  duration string
  emailAddresses list
    [] string
  encodeUsagesInRequest boolean
  ipAddresses list
    [] string
  isCA boolean
  issuerRef! object
    group string
    kind string
    name! string
  keystores object
    jks object
      alias string
      create! boolean
      password string
      passwordSecretRef object
        key string
        name! string
    pkcs12 object
      create! boolean
      password string
      passwordSecretRef object
        key string
        name! string
      profile string enum=["LegacyRC2","LegacyDES","Modern2023","Modern2026"]
  literalSubject string
  nameConstraints object
    critical boolean
    excluded object
      dnsDomains list
        [] string
      emailAddresses list
        [] string
      ipRanges list
        [] string
      uriDomains list
        [] string
    permitted object
      dnsDomains list
        [] string
      emailAddresses list
        [] string
      ipRanges list
        [] string
      uriDomains list
        [] string
  otherNames list
    [] object
      oid string
      utf8Value string
  privateKey object
    algorithm string enum=["RSA","ECDSA","Ed25519"]
    encoding string enum=["PKCS1","PKCS8"]
    rotationPolicy string enum=["Never","Always"]
    size integer
  renewBefore string
  renewBeforePercentage integer
  renewal object
    policy string enum=["RenewBefore","Disabled"]
    windows list
      [] object
        cron! string
        timezone string
        windowDuration! string
  revisionHistoryLimit integer
  secretName! string
  secretTemplate object
    annotations map
      {} string
    labels map
      {} string
  signatureAlgorithm string enum=["SHA256WithRSA","SHA384WithRSA","SHA512WithRSA","ECDSAWithSHA256","ECDSAWithSHA384","ECDSAWithSHA512","PureEd25519"]
  subject object
    countries list
      [] string
    localities list
      [] string
    organizationalUnits list
      [] string
    organizations list
      [] string
    postalCodes list
      [] string
    provinces list
      [] string
    serialNumber string
    streetAddresses list
      [] string
  uris list
    [] string
  usages list
    [] string enum=["signing","digital signature","content commitment","key encipherment","key agreement","data encipherment","cert sign","crl sign","encipher only","decipher only","any","server auth","client auth","code signing","email protection","s/mime","ipsec end system","ipsec tunnel","ipsec user","timestamping","ocsp signing","microsoft sgc","netscape sgc"]
status any
`;

/** Schema of certificates.cert-manager.io, from its CustomResourceDefinition; see `parseSchema`. */
export const certificates = `
spec object
  additionalOutputFormats list
    [] object
      type! string enum=["DER","CombinedPEM"]
  commonName string
  dnsNames [string]
  duration string
  emailAddresses [string]
  encodeUsagesInRequest boolean
  ipAddresses [string]
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
      dnsDomains [string]
      emailAddresses [string]
      ipRanges [string]
      uriDomains [string]
    permitted object
      dnsDomains [string]
      emailAddresses [string]
      ipRanges [string]
      uriDomains [string]
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
  renewBeforePercentage int32
  renewal object
    policy string enum=["RenewBefore","Disabled"]
    windows list
      [] object
        cron! string minLength=1
        timezone string minLength=1
        windowDuration! string pattern="^([0-9]+(\\\\.[0-9]+)?(s|m|h))+$"
  revisionHistoryLimit int32
  secretName! string
  secretTemplate object
    annotations {string}
    labels {string}
  signatureAlgorithm string enum=["SHA256WithRSA","SHA384WithRSA","SHA512WithRSA","ECDSAWithSHA256","ECDSAWithSHA384","ECDSAWithSHA512","PureEd25519"]
  subject object
    countries [string]
    localities [string]
    organizationalUnits [string]
    organizations [string]
    postalCodes [string]
    provinces [string]
    serialNumber string
    streetAddresses [string]
  uris [string]
  usages list
    [] string enum=["signing","digital signature","content commitment","key encipherment","key agreement","data encipherment","cert sign","crl sign","encipher only","decipher only","any","server auth","client auth","code signing","email protection","s/mime","ipsec end system","ipsec tunnel","ipsec user","timestamping","ocsp signing","microsoft sgc","netscape sgc"]
status object
  acme object
    ari object
      explanationURL string
      lastChecked time
      lastError string
      nextCheck time
      suggestedWindow object
        end! time
        start! time
  conditions list keys=type
    [] object
      lastTransitionTime time
      message string
      observedGeneration int64
      reason string
      status! string enum=["True","False","Unknown"]
      type! string
  failedIssuanceAttempts integer
  lastFailureTime time
  nextPrivateKeySecretName string
  notAfter time
  notBefore time
  renewalTime time
  revision integer
`;

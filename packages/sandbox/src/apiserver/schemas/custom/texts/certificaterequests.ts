/** Schema of certificaterequests.cert-manager.io, from its CustomResourceDefinition; see `parseSchema`. */
export const certificaterequests = `
spec object
  duration string
  extra {[string]}
  groups [string]
  isCA boolean
  issuerRef! object
    group string
    kind string
    name! string
  request! string
  uid string
  usages list
    [] string enum=["signing","digital signature","content commitment","key encipherment","key agreement","data encipherment","cert sign","crl sign","encipher only","decipher only","any","server auth","client auth","code signing","email protection","s/mime","ipsec end system","ipsec tunnel","ipsec user","timestamping","ocsp signing","microsoft sgc","netscape sgc"]
  username string
status object
  ca string
  certificate string
  conditions list keys=type
    [] object
      lastTransitionTime time
      message string
      reason string
      status! string enum=["True","False","Unknown"]
      type! string
  failureTime time
`;

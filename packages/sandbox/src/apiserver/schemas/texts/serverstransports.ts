/** Schema of serverstransports.traefik.io, from its CustomResourceDefinition; see `parseSchema`. */
export const serverstransports = `
spec! object
  certificatesSecrets list
    [] string
  cipherSuites list
    [] string
  disableHTTP2 boolean
  forwardingTimeouts object
    dialTimeout intOrString
    idleConnTimeout intOrString
    pingTimeout intOrString
    readIdleTimeout intOrString
    responseHeaderTimeout intOrString
  insecureSkipVerify boolean
  maxIdleConnsPerHost integer min=-1
  maxVersion string
  minVersion string
  peerCertURI string
  rootCAs list
    [] object
      configMap string
      secret string
  rootCAsSecrets list
    [] string
  serverName string
  spiffe object
    ids list
      [] string
    trustDomain string
`;

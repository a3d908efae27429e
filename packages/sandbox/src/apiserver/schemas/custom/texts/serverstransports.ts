/** Schema of serverstransports.traefik.io, from its CustomResourceDefinition; see `parseSchema`. */
export const serverstransports = `
spec! object
  certificatesSecrets [string]
  cipherSuites [string]
  disableHTTP2 boolean
  forwardingTimeouts object
    dialTimeout intOrString pattern="^([0-9]+(ns|us|µs|ms|s|m|h)?)+$"
    idleConnTimeout intOrString pattern="^([0-9]+(ns|us|µs|ms|s|m|h)?)+$"
    pingTimeout intOrString pattern="^([0-9]+(ns|us|µs|ms|s|m|h)?)+$"
    readIdleTimeout intOrString pattern="^([0-9]+(ns|us|µs|ms|s|m|h)?)+$"
    responseHeaderTimeout intOrString pattern="^([0-9]+(ns|us|µs|ms|s|m|h)?)+$"
  insecureSkipVerify boolean
  maxIdleConnsPerHost integer min=-1
  maxVersion string
  minVersion string
  peerCertURI string
  rootCAs list
    [] object
      configMap string
      secret string
  rootCAsSecrets [string]
  serverName string
  spiffe object
    ids [string]
    trustDomain string
`;

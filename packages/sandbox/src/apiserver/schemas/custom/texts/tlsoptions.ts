/** Schema of tlsoptions.traefik.io; see `parseSchema`. */
export const tlsoptions = `
spec! object
  alpnProtocols [string]
  cipherSuites [string]
  clientAuth object
    clientAuthType string enum=["NoClientCert","RequestClientCert","RequireAnyClientCert","VerifyClientCertIfGiven","RequireAndVerifyClientCert"]
    secretNames [string]
  curvePreferences [string]
  disableSessionTickets boolean
  maxVersion string
  minVersion string
  preferServerCipherSuites boolean
  sniStrict boolean
`;

import { indented } from './indented';

const service = `healthCheck any
kind string enum=["Service","TraefikService"]
middlewares list
  [] object
    name! string
    namespace string
name! string
namespace string
nativeLB boolean
nodePortLB boolean
passHostHeader boolean
passiveHealthCheck any
port intOrString
responseForwarding object
  flushInterval string
scheme string
serversTransport string
sticky any
strategy string enum=["wrr","p2c","hrw","leasttime","RoundRobin"]
weight integer min=0`;

/** Schema of traefikservices.traefik.io; see `parseSchema`. */
export const traefikservices = `
spec! object
  failover any
  highestRandomWeight any
  mirroring object
${indented(service, 4)}
    maxBodySize int64
    mirrorBody boolean
    mirrors list
      [] object
${indented(service, 8)}
        percent integer
  weighted object
    services list
      [] object
${indented(service, 8)}
    sticky any
`;

/** Schema of tlsstores.traefik.io; see `parseSchema`. */
export const tlsstores = `
spec! object
  certificates list
    [] object
      secretName! string
  defaultCertificate object
    secretName! string
  defaultGeneratedCert object
    domain object
      main string
      sans [string]
    resolver string
`;

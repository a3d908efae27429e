/** Schema of ingressroutes.traefik.io, from its CustomResourceDefinition; see `parseSchema`. */
export const ingressroutes = `
spec! object
  entryPoints [string]
  ingressClassName string
  parentRefs list
    [] object
      name! string
      namespace string
  routes! list
    [] object
      kind string enum=["Rule"]
      match! string
      middlewares list
        [] object
          name! string
          namespace string
      observability object
        accessLogs boolean
        metrics boolean
        traceVerbosity string enum=["minimal","detailed"] ="minimal"
        tracing boolean
      priority integer max=9223372036854775000
      services list
        [] object
          healthCheck object
            followRedirects boolean
            headers {string}
            hostname string
            interval intOrString
            method string
            mode string
            path string
            port integer
            scheme string
            status integer
            timeout intOrString
            unhealthyInterval intOrString
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
          passiveHealthCheck object
            failureWindow intOrString
            maxFailedAttempts integer
          port intOrString
          responseForwarding object
            flushInterval string
          scheme string
          serversTransport string
          sticky object
            cookie object
              domain string
              httpOnly boolean
              maxAge integer
              name string
              path string
              sameSite string enum=["none","lax","strict","None","Lax","Strict"]
              secure boolean
          strategy string enum=["wrr","p2c","hrw","leasttime","RoundRobin"]
          weight integer min=0
      syntax string
  tls object
    certResolver string
    domains list
      [] object
        main string
        sans [string]
    options object
      name! string
      namespace string
    secretName string
    store object
      name! string
      namespace string
`;

import { conditions } from './gatewayParts';
import { indented } from './indented';

/** Schema of gateways.gateway.networking.k8s.io; see `parseSchema`. */
export const gateways = `
spec! object
  addresses list
    [] object
      type string ="IPAddress"
      value string maxLength=253
  backendTLS any
  gatewayClassName! string minLength=1 maxLength=253
  infrastructure any
  listeners! list keys=name minItems=1 maxItems=64
    [] object
      allowedRoutes object ={"namespaces":{"from":"Same"}}
        kinds list
          [] object
            group string ="gateway.networking.k8s.io"
            kind! string minLength=1 maxLength=63
        namespaces object ={"from":"Same"}
          from string enum=["All","Selector","Same","None"] ="Same"
          selector LabelSelector
      hostname string minLength=1 maxLength=253
      name! string minLength=1 maxLength=253
      port! int32 min=1 max=65535
      protocol! string minLength=1 maxLength=255
      tls object
        certificateRefs list
          [] object
            group string =""
            kind string ="Secret"
            name! string minLength=1 maxLength=253
            namespace string
        frontendValidation any
        mode string enum=["Terminate","Passthrough"] ="Terminate"
        options {string}
  tls any
status object ={"conditions":[{"lastTransitionTime":"1970-01-01T00:00:00Z","message":"Waiting for controller","reason":"Pending","status":"Unknown","type":"Accepted"},{"lastTransitionTime":"1970-01-01T00:00:00Z","message":"Waiting for controller","reason":"Pending","status":"Unknown","type":"Programmed"}]}
  addresses list
    [] object
      type string ="IPAddress"
      value! string
  attachedListenerSets int32
${indented(conditions, 2)}
  listeners list keys=name
    [] object
      attachedRoutes! int32
${indented(conditions, 6)}
      name! string
      supportedKinds list
        [] object
          group string ="gateway.networking.k8s.io"
          kind! string
`;

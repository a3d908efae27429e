import { conditions, parentReference } from './gatewayParts';
import { indented } from './indented';

const headers = `add list keys=name
  [] object
    name! string minLength=1 maxLength=256
    value! string minLength=1 maxLength=4096
remove [string]
set list keys=name
  [] object
    name! string minLength=1 maxLength=256
    value! string minLength=1 maxLength=4096`;

const path = `replaceFullPath string maxLength=1024
replacePrefixMatch string maxLength=1024
type! string enum=["ReplaceFullPath","ReplacePrefixMatch"]`;

const filters = `filters list
  [] object
    cors any
    extensionRef object
      group! string
      kind! string minLength=1 maxLength=63
      name! string minLength=1 maxLength=253
    requestHeaderModifier object
${indented(headers, 6)}
    requestMirror any
    requestRedirect object
      hostname string
      path object
${indented(path, 8)}
      port int32 min=1 max=65535
      scheme string enum=["http","https"]
      statusCode integer enum=[301,302,303,307,308] =302
    responseHeaderModifier object
${indented(headers, 6)}
    type! string enum=["RequestHeaderModifier","ResponseHeaderModifier","RequestMirror","RequestRedirect","URLRewrite","ExtensionRef","CORS"]
    urlRewrite object
      hostname string
      path object
${indented(path, 8)}`;

/** Schema of httproutes.gateway.networking.k8s.io; see `parseSchema`. */
export const httproutes = `
spec! object
  hostnames list maxItems=16
    [] string minLength=1 maxLength=253
  parentRefs list maxItems=32
    [] object
${indented(parentReference, 6)}
  rules list maxItems=16 =[{"matches":[{"path":{"type":"PathPrefix","value":"/"}}]}]
    [] object
      backendRefs list maxItems=16
        [] object
${indented(filters, 10)}
          group string =""
          kind string ="Service"
          name! string minLength=1 maxLength=253
          namespace string minLength=1 maxLength=63
          port int32 min=1 max=65535
          weight int32 min=0 max=1000000 =1
${indented(filters, 6)}
      matches list maxItems=64 =[{"path":{"type":"PathPrefix","value":"/"}}]
        [] object
          headers list keys=name
            [] object
              name! string minLength=1 maxLength=256
              type string enum=["Exact","RegularExpression"] ="Exact"
              value! string minLength=1 maxLength=4096
          method string enum=["GET","HEAD","POST","PUT","DELETE","CONNECT","OPTIONS","TRACE","PATCH"]
          path object ={"type":"PathPrefix","value":"/"}
            type string enum=["Exact","PathPrefix","RegularExpression"] ="PathPrefix"
            value string maxLength=1024 ="/"
          queryParams list keys=name
            [] object
              name! string minLength=1 maxLength=256
              type string enum=["Exact","RegularExpression"] ="Exact"
              value! string minLength=1 maxLength=1024
      name string minLength=1 maxLength=253
      retry any
      sessionPersistence any
      timeouts object
        backendRequest string
        request string
status object
  parents! list
    [] object
${indented(conditions, 6)}
      controllerName! string minLength=1 maxLength=253
      parentRef! object
${indented(parentReference, 8)}
`;

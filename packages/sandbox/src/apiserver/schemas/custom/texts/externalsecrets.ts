import { indented } from './indented';

const storeRef = `kind string enum=["SecretStore","ClusterSecretStore"]
name string minLength=1 maxLength=253`;
const generatorRef = `generatorRef object
  apiVersion string ="generators.external-secrets.io/v1alpha1"
  kind! string
  name! string minLength=1 maxLength=253`;
const remote = `conversionStrategy string enum=["Default","Unicode"] ="Default"
decodingStrategy string enum=["Auto","Base64","Base64URL","None"] ="None"`;

/** Schema of externalsecrets.external-secrets.io; see `parseSchema`. */
export const externalsecrets = `
spec object
  data list
    [] object
      remoteRef! object
${indented(remote, 8)}
        key! string
        metadataPolicy string enum=["None","Fetch"] ="None"
        property string
        version string
      secretKey! string minLength=1 maxLength=253
      sourceRef object
${indented(generatorRef, 8)}
        storeRef object
${indented(storeRef, 10)}
  dataFrom list
    [] object
      extract object
${indented(remote, 8)}
        key! string
        metadataPolicy string enum=["None","Fetch"] ="None"
        property string
        version string
      find object
${indented(remote, 8)}
        name object
          regexp string
        path string
        tags {string}
      rewrite [any]
      sourceRef object
${indented(generatorRef, 8)}
        storeRef object
${indented(storeRef, 10)}
  refreshInterval string ="1h0m0s"
  refreshPolicy string enum=["CreatedOnce","Periodic","OnChange"]
  secretStoreRef object
${indented(storeRef, 4)}
  target object ={"creationPolicy":"Owner","deletionPolicy":"Retain"}
    creationPolicy string enum=["Owner","Orphan","Merge","None"] ="Owner"
    deletionPolicy string enum=["Delete","Merge","Retain"] ="Retain"
    immutable boolean
    manifest any
    name string minLength=1 maxLength=253
    template object
      data {string}
      engineVersion string enum=["v2"] ="v2"
      mergePolicy string enum=["Replace","Merge"] ="Replace"
      metadata object
        annotations {string}
        finalizers [string]
        labels {string}
      templateFrom [any]
      type string
status object
  binding LocalObjectReference
  conditions list
    [] object
      lastTransitionTime time
      message string
      reason string
      status! string
      type! string
  refreshTime time null
  syncedResourceVersion string
`;

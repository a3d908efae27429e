/** Schema of network-attachment-definitions.k8s.cni.cncf.io; see `parseSchema`. */
export const networkAttachmentDefinitions = `
spec object
  config string
status any
`;

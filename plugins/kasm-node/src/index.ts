/**
 * Clusters, credentials, Kubernetes client and reflector for the Kasm plugins.
 *
 * @packageDocumentation
 */
export * from './clusters/KasmConfig';
export { allowsDomain, allowsNamespace } from './clusters/allowLists';
export { findCluster } from './clusters/findCluster';
export { readKasmConfig } from './clusters/readKasmConfig';
export * from './credentials/Credential';
export { loadCredential } from './credentials/loadCredential';
export * from './client/KubeClient';
export * from './client/KubeError';
export * from './client/KubeClients';
export {
  createKubeClient,
  type KubeClientOptions,
} from './client/createKubeClient';
export * from './client/resources';
export { clusterText } from './foreignText/clusterText';
export { redactLine, redactLog } from './foreignText/redact';
export {
  resolveHost,
  systemResolve,
  type Resolve,
} from './publicHost/resolveHost';
export { createKasmApis } from './kasmApi/createKasmApis';
export * from './kasmApi/KasmApi';
export * from './kasmApi/KasmApiError';
export * from './kasmApi/KasmReader';
export * from './reflector/ClusterProbe';
export * from './reflector/Reflector';
export * from './reflector/ReflectorClock';
export * from './reflector/ReflectorOptions';
export { goDuration } from './traefik/goDuration';
export * from './traefik/traefikSettings';

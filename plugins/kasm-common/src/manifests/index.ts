/**
 * Pure functions from a spec to Kubernetes objects.
 *
 * @packageDocumentation
 */
export * from './Manifest';
export * from './labels';
export * from './namespaces';
export * from './descriptorConfigMap';
export * from './databaseSecrets';
export * from './certificate';
export * from './databaseSizes';
export * from './databaseCluster';
export * from './databaseBackup';
export * from './chartValues';
export * from './helmChart';
export * from './ingressRoute';
export * from './serversTransport';
export * from './httpRoute';
export * from './networkPolicies';
export * from './externalSecrets';
export * from './traefikTimeout';
export * from './DeploymentSettings';
export * from './deploymentObjects';
export * from './tree/RenderedFile';
export * from './tree/renderTree';
export * from './agents';
export * from './versions/KasmVersionData';
export * from './versions/kasmVersion';
export * from './versions/versionRoles';
export * from './versions/versionWarnings';

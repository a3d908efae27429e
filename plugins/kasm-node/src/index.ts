/**
 * Clusters, credentials, Kubernetes client and reflector for the Kasm plugins.
 *
 * @packageDocumentation
 */
export * from './client/KubeClient';
export * from './client/KubeError';

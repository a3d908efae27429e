/**
 * The only door to `@kubernetes/client-node`: loading it takes most of a second and 80 MB, so it is
 * opened when a kubeconfig is first read and not before. A `require`, since Backstage's transforms
 * leave `import()` to Node, which jest cannot serve.
 */
export function openKubernetesClient(): typeof import('@kubernetes/client-node') {
  return require('@kubernetes/client-node');
}

/**
 * The only door to `@kubernetes/client-node`: loading it takes most of a second and 80 MB, so it is
 * opened when a kubeconfig is first read and not before.
 */
export async function importKubernetesClient(): Promise<
  typeof import('@kubernetes/client-node')
> {
  return import('@kubernetes/client-node');
}

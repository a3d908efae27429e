type Value = any;

function pullPolicy(image: string | undefined): string {
  const tag = /:([^/:@]+)$/.exec(image ?? '')?.[1];
  return image?.includes('@') || (tag && tag !== 'latest')
    ? 'IfNotPresent'
    : 'Always';
}

/** Fills in what a server defaults in a pod's spec and what depends on more than one field. */
export function defaultPodSpec(spec: Value): void {
  if (!spec) {
    return;
  }
  for (const container of [
    ...(spec.containers ?? []),
    ...(spec.initContainers ?? []),
  ]) {
    container.imagePullPolicy ??= pullPolicy(container.image);
  }
  for (const volume of spec.volumes ?? []) {
    // A volume without a source is an empty directory.
    if (Object.keys(volume).every(name => name === 'name')) {
      volume.emptyDir = {};
    }
  }
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  if (account) {
    spec.serviceAccountName ??= account;
    spec.serviceAccount ??= account;
  }
}

import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';

/**
 * The certificate with which each of Kasm's proxies started. It mounts the Secret by `subPath`, so that
 * a renewed one is not seen before the container starts again.
 */
export class LoadedCertificates {
  private readonly byPod = new Map<
    string,
    { container: string; certificate: string }
  >();
  private readonly unsubscribe: () => void;

  constructor(store: ClusterStore) {
    this.unsubscribe = store.subscribe('pods', ({ type, object }) => {
      const { uid, labels, namespace } = object.metadata;
      if (labels?.['app.kubernetes.io/component'] !== 'proxy') {
        return;
      }
      if (type === 'DELETED') {
        this.byPod.delete(uid);
        return;
      }
      const container = runningContainer(object);
      const secretName = mountedSecret(object);
      if (
        !container ||
        !secretName ||
        this.byPod.get(uid)?.container === container
      ) {
        return;
      }
      const data = store.get('secrets', namespace, secretName)?.data;
      const certificate = Buffer.from(
        data?.['tls.crt'] ?? '',
        'base64',
      ).toString();
      this.byPod.set(uid, { container, certificate });
    });
  }

  /** PEM; undefined for a pod that loaded none. */
  of(pod: StoredObject): string | undefined {
    return this.byPod.get(pod.metadata.uid)?.certificate || undefined;
  }

  stop(): void {
    this.unsubscribe();
  }
}

function runningContainer(pod: StoredObject): string | undefined {
  const [status] = pod.status?.containerStatuses ?? [];
  return status?.state?.running ? status.containerID : undefined;
}

function mountedSecret(pod: StoredObject): string | undefined {
  return (pod.spec.volumes ?? []).find((volume: any) => volume.secret)?.secret
    .secretName;
}

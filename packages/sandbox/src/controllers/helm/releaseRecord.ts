import { gunzipSync, gzipSync } from 'zlib';
import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../apiserver/ClusterStore';
import type { Values } from './Chart';

/** Status words of Helm. */
export type ReleaseStatus =
  | 'unknown'
  | 'deployed'
  | 'failed'
  | 'superseded'
  | 'pending-install'
  | 'pending-upgrade'
  | 'pending-rollback'
  | 'uninstalling';

/** One revision of a release, as Helm keeps it in a Secret. */
export interface ReleaseRecord {
  name: string;
  namespace: string;
  version: number;
  status: ReleaseStatus;
  chart: { name: string; version: string; appVersion: string };
  config: Values;
  /** What belongs to the release; hooks do not. */
  objects: NewObject[];
  description: string;
  /** When it was written. */
  at: Date;
  /** How its objects were written: by server-side apply, or as Helm 3 did. */
  applyMethod: 'ssa' | 'csa';
  /** More labels of the Secret, as helm-controller's. */
  labels: Record<string, string>;
}

/** Labels of the Secret that are Helm's own. */
const OWN_LABELS = ['owner', 'name', 'version', 'status', 'modifiedAt'];

const secretName = (name: string, version: number) =>
  `sh.helm.release.v1.${name}.v${version}`;

/** Writes a revision: a new Secret, or its new status. */
export function writeRelease(store: ClusterStore, record: ReleaseRecord): void {
  const { name, namespace, version, status, at } = record;
  const payload = {
    name,
    namespace,
    version,
    info: {
      first_deployed: at.toISOString(),
      last_deployed: at.toISOString(),
      deleted: '',
      description: record.description,
      status,
    },
    chart: { metadata: record.chart },
    config: record.config,
    manifest: record.objects
      .map(object => `---\n${JSON.stringify(object)}\n`)
      .join(''),
    hooks: [],
    apply_method: record.applyMethod,
  };
  // Helm's own encoding inside the Secret's.
  const release = Buffer.from(
    gzipSync(JSON.stringify(payload)).toString('base64'),
  ).toString('base64');
  const labels = {
    ...record.labels,
    owner: 'helm',
    name,
    version: String(version),
    status,
    modifiedAt: String(Math.floor(at.getTime() / 1000)),
  };
  if (store.get('secrets', namespace, secretName(name, version))) {
    store.update('secrets', namespace, secretName(name, version), copy => {
      copy.metadata.labels = labels;
      copy.data = { release };
    });
    return;
  }
  store.create({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName(name, version), namespace, labels },
    type: 'helm.sh/release.v1',
    data: { release },
  });
}

function revisions(store: ClusterStore, name: string, namespace: string) {
  return store
    .list('secrets', { namespace, labels: { owner: 'helm', name } })
    .sort(
      (a, b) =>
        Number(a.metadata.labels!.version) - Number(b.metadata.labels!.version),
    );
}

function decode(secret: StoredObject): ReleaseRecord {
  const inner = Buffer.from(secret.data.release, 'base64').toString();
  const payload = JSON.parse(
    gunzipSync(Buffer.from(inner, 'base64')).toString(),
  );
  const labels = Object.entries(secret.metadata.labels!).filter(
    ([label]) => !OWN_LABELS.includes(label),
  );
  return {
    name: payload.name,
    namespace: payload.namespace,
    // Lists go by the labels, and people mend them with kubectl.
    version: Number(secret.metadata.labels!.version),
    status: secret.metadata.labels!.status as ReleaseStatus,
    chart: payload.chart.metadata,
    config: payload.config,
    objects: payload.manifest
      .split('---\n')
      .filter((text: string) => text.trim())
      .map((text: string) => JSON.parse(text)),
    description: payload.info.description,
    at: new Date(payload.info.last_deployed),
    applyMethod: payload.apply_method === 'csa' ? 'csa' : 'ssa',
    labels: Object.fromEntries(labels),
  };
}

/** The Secret of a release's newest revision. */
export function latestRevision(
  store: ClusterStore,
  name: string,
  namespace: string,
): StoredObject | undefined {
  return revisions(store, name, namespace).pop();
}

/** The newest revision of a release. */
export function latestRelease(
  store: ClusterStore,
  name: string,
  namespace: string,
): ReleaseRecord | undefined {
  const newest = latestRevision(store, name, namespace);
  return newest && decode(newest);
}

/** Marks every deployed revision before this one as superseded. */
export function supersede(store: ClusterStore, record: ReleaseRecord): void {
  for (const secret of revisions(store, record.name, record.namespace)) {
    const { version, status } = secret.metadata.labels!;
    if (status === 'deployed' && Number(version) < record.version) {
      store.update('secrets', record.namespace, secret.metadata.name, copy => {
        copy.metadata.labels.status = 'superseded';
      });
    }
  }
}

/** Removes every revision. */
export function forgetRelease(
  store: ClusterStore,
  name: string,
  namespace: string,
): void {
  for (const secret of revisions(store, name, namespace)) {
    store.delete('secrets', namespace, secret.metadata.name);
  }
}

/** Removes what failed or was cut off after the last good revision, as `helm rollback` leaves it behind. */
export function undoFailedRevisions(
  store: ClusterStore,
  name: string,
  namespace: string,
): void {
  const all = revisions(store, name, namespace);
  const good = all.findIndex(
    ({ metadata }) => metadata.labels?.status === 'deployed',
  );
  if (good >= 0) {
    all
      .slice(good + 1)
      .forEach(({ metadata }) =>
        store.delete('secrets', namespace, metadata.name),
      );
  }
}

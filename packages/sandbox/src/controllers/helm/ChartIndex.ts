import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type { ReconcileKey } from '../machinery/startReconciler';
import { CHART_LABEL } from './chartJob';
import { CHARTS, CONFIGS } from './chartResources';
import { referencedSecrets } from './configHash';
import { releaseOf } from './releaseOf';

const path = (namespace: string | undefined, name: string) =>
  `${namespace ?? ''}/${name}`;

/** Which HelmCharts a Secret concerns, and the pods of their Jobs, without looking through the cluster. */
export class ChartIndex {
  /** HelmCharts by `namespace/name` of their release and of the Secrets they name. */
  private readonly byRelease = new Map<string, Map<string, ReconcileKey>>();
  private readonly bySecret = new Map<string, Map<string, ReconcileKey>>();
  /** Pods of a HelmChart's Jobs, by its path and their names. */
  private readonly pods = new Map<string, Map<string, StoredObject>>();
  private readonly subscriptions: Array<() => void>;

  constructor(private readonly store: ClusterStore) {
    this.subscriptions = [
      store.subscribe(CHARTS, ({ object, previous, type }) => {
        this.forget(previous ?? object);
        if (type !== 'DELETED') this.note(object);
      }),
      store.subscribe(CONFIGS, ({ object }) => {
        const chart = store.get(
          CHARTS,
          object.metadata.namespace,
          object.metadata.name,
        );
        if (chart) this.note(chart);
      }),
      store.subscribe('pods', ({ object, type }) => {
        const { namespace, name, labels } = object.metadata;
        const chart = labels?.[CHART_LABEL];
        if (!chart) return;
        const pods = this.pods.get(path(namespace, chart)) ?? new Map();
        this.pods.set(path(namespace, chart), pods);
        if (type === 'DELETED') pods.delete(name);
        else pods.set(name, object);
        if (pods.size === 0) this.pods.delete(path(namespace, chart));
      }),
    ];
  }

  /** HelmCharts that a Secret concerns: as record of their release, or because they name it. */
  concernedBy({ metadata }: StoredObject): ReconcileKey[] {
    const { namespace, name, labels } = metadata;
    const charts =
      labels?.owner === 'helm' && labels.name
        ? this.byRelease.get(path(namespace, labels.name))
        : this.bySecret.get(path(namespace, name));
    return [...(charts?.values() ?? [])];
  }

  /** The pods of a HelmChart's Jobs, old ones too. */
  podsOf({ metadata }: StoredObject): StoredObject[] {
    const pods = this.pods.get(path(metadata.namespace, metadata.name));
    return [...(pods?.values() ?? [])];
  }

  stop(): void {
    this.subscriptions.forEach(unsubscribe => unsubscribe());
  }

  private note(chart: StoredObject) {
    const { namespace, name } = chart.metadata;
    const key = { namespace, name };
    const add = (map: Map<string, Map<string, ReconcileKey>>, at: string) =>
      map.set(at, (map.get(at) ?? new Map()).set(path(namespace, name), key));
    const release = releaseOf(chart);
    add(this.byRelease, path(release.namespace, release.name));
    const config = this.store.get(CONFIGS, namespace, name);
    for (const secret of referencedSecrets(chart, config)) {
      add(this.bySecret, path(namespace, secret));
    }
  }

  private forget(chart: StoredObject) {
    const { namespace, name } = chart.metadata;
    const release = releaseOf(chart);
    const remove = (
      map: Map<string, Map<string, ReconcileKey>>,
      at: string,
    ) => {
      map.get(at)?.delete(path(namespace, name));
      if (map.get(at)?.size === 0) map.delete(at);
    };
    remove(this.byRelease, path(release.namespace, release.name));
    for (const secret of referencedSecrets(chart, undefined)) {
      remove(this.bySecret, path(namespace, secret));
    }
  }
}

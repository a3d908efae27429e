import type { ClusterStore, StoredObject } from '../apiserver/ClusterStore';
import { podHash } from '../controllers/cloudNativePg/instancePod';
import { CONFIG_HASH, releaseLabels } from '../controllers/helm/chartJob';
import { configHash } from '../controllers/helm/configHash';
import { templateHash } from '../controllers/machinery/names';

/** A hash by which a controller sees whether what it made still fits its object. */
export interface DerivedHash {
  original: StoredObject;
  of(object: StoredObject): string;
}

/** The hashes that controllers make of these objects; a copy's own content gives others. */
export function derivedHashes(
  store: ClusterStore,
  originals: StoredObject[],
  jobImage: string,
): DerivedHash[] {
  const runHash = (chart: StoredObject) =>
    configHash(store, chart, undefined, jobImage);
  const hashesOf: Record<string, Array<(object: StoredObject) => string>> = {
    Deployment: [({ spec }) => templateHash(spec.template)],
    StatefulSet: [({ spec }) => templateHash(spec.template)],
    Cluster: [podHash],
    // As the Job notes it, and as the release is labelled with it.
    HelmChart: [runHash, chart => releaseLabels(runHash(chart))[CONFIG_HASH]],
  };
  return originals.flatMap(original =>
    (hashesOf[original.kind] ?? []).map(of => ({ original, of })),
  );
}

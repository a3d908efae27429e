import type { Contract } from './contractClusters';
import { configMap } from './objects';

/** As configMap, also without data. */
export const dataMap = (
  name: string,
  data: Record<string, string> | undefined,
  metadata: object = {},
) => ({ ...configMap(name, data, metadata), data });

/** Applies a ConfigMap in the contract's namespace. */
export const applyMap = (
  on: Contract,
  name: string,
  manager: string,
  data: Record<string, string> | undefined,
  query: Record<string, string> = {},
) =>
  on.admin.apply(
    on.core('configmaps', name),
    manager,
    dataMap(name, data),
    query,
  );

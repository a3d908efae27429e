import type { Schema } from '../schemas/Schema';

/** One printed column; `path` is the CRD's jsonPath, absent for kinds printed by code. */
export interface PrinterColumn {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  path: string;
  priority?: number;
}

/** Where a kind keeps what its scale subresource shows. */
export interface ScalePaths {
  replicas: string;
  statusReplicas: string;
  selector?: string;
}

/** One resource type of a cluster. */
export interface ResourceKind {
  /** `pods`, `deployments.apps`, `clusters.postgresql.cnpg.io`. */
  resource: string;
  /** Empty for the core group. */
  group: string;
  version: string;
  /** `v1`, `apps/v1`. */
  apiVersion: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: string[];
  categories: string[];
  namespaced: boolean;
  /** Whether it comes from a CustomResourceDefinition. */
  custom: boolean;
  hasStatus: boolean;
  hasGeneration: boolean;
  verbs: string[];
  scale?: ScalePaths;
  columns?: PrinterColumn[];
  /** Of a kind that somebody defined while the cluster ran. */
  schema?: Schema;
}

/** Verbs of an ordinary resource, in the order discovery lists them. */
export const ALL_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** Why a chart cannot be downloaded. */
export type SourceTrouble =
  /** Its host has no address. */
  | 'unresolvable'
  /** Nobody answers. */
  | 'silent'
  /** Its certificate is signed by somebody unknown. */
  | 'untrusted'
  /** It wants other credentials. */
  | 'unauthorised'
  /** It has been asked too often. */
  | 'throttled';

/** What is wrong with the installation of charts. HelmCharts are named `namespace/name`. */
export interface HelmDisturbances {
  /** HelmCharts whose chart cannot be downloaded. */
  sources: Map<string, SourceTrouble>;
  /** HelmCharts whose objects the API server refuses, with its words. */
  refused: Map<string, string>;
}

/** Nothing is. */
export const noHelmDisturbances = (): HelmDisturbances => ({
  sources: new Map(),
  refused: new Map(),
});

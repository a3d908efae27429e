/** What is wrong with storage. */
export interface VolumeDisturbances {
  /** Why a driver makes no volumes of a class, by the class's name. */
  unprovisionable: Map<string, string>;
}

/** Nothing is. */
export const noVolumeDisturbances = (): VolumeDisturbances => ({
  unprovisionable: new Map(),
});

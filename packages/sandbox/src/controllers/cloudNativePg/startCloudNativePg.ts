import { databaseWebhook } from './admission/databaseWebhook';
import type { DatabaseWorld } from './DatabaseWorld';
import { startBackups } from './startBackups';
import { startClusters } from './startClusters';
import {
  startInstanceManagers,
  type InstanceProbes,
} from './startInstanceManagers';
import { startScheduledBackups } from './startScheduledBackups';

/**
 * Starts CloudNativePG: the operator with its webhooks, and what runs inside its pods. Returns the
 * function that ends it.
 */
export function startCloudNativePg(
  world: DatabaseWorld,
  probes: InstanceProbes,
): () => void {
  const stops = [
    startClusters(world),
    startBackups(world),
    startScheduledBackups(world),
    startInstanceManagers(world, probes),
    world.store.registerWebhook(databaseWebhook(world.store)),
  ];
  return () => stops.forEach(stop => stop());
}

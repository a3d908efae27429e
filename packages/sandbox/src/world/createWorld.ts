import { createClusterStore } from '../apiserver/createClusterStore';
import {
  harvesterGroups,
  rke2Groups,
} from '../apiserver/resources/ResourceRegistry';
import type { IssueCertificate } from '../controllers/certManager/certificateObjects';
import { startControllers } from '../controllers/startControllers';
import { seedFleet } from '../fleet/seedFleet';
import type { SandboxClock } from './createClock';
import { seedWorld } from './seedWorld';

/** What a world is made with. */
export interface WorldOptions {
  /** Its owner stops it. */
  clock: SandboxClock;
  issueCertificate: IssueCertificate;
  /** PEM of the CA behind it. */
  ca: string;
  domain: string;
  /** Whether the healthy deployment `workspaces` is there. */
  seeded: boolean;
  /** How many deployments there are besides; default none. */
  fleet?: number;
}

/**
 * Makes both clusters with their controllers, and what is in them from the start. Rejects, with nothing
 * left running but the clock, when something does not become healthy.
 */
export async function createWorld(options: WorldOptions) {
  const { clock, issueCertificate, ca, domain, seeded, fleet = 0 } = options;
  const rke2 = createClusterStore({ clock, groups: rke2Groups });
  const harvester = createClusterStore({ clock, groups: harvesterGroups });
  const controllers = startControllers({
    rke2,
    harvester,
    clock,
    issueCertificate,
    ca,
  });
  try {
    await seedWorld({ controllers, clock, domain, seeded, fleet });
    await seedFleet({ rke2, harvester, controllers, domain, count: fleet });
  } catch (error) {
    controllers.stop();
    throw error;
  }
  return { rke2, harvester, controllers };
}

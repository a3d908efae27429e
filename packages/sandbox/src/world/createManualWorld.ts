import { createClusterStore } from '../apiserver/createClusterStore';
import {
  harvesterGroups,
  rke2Groups,
} from '../apiserver/resources/ResourceRegistry';
import type { IssueCertificate } from '../controllers/certManager/certificateObjects';
import { startControllers } from '../controllers/startControllers';
import { createManualClock } from './createManualClock';
import { seedWorld } from './seedWorld';

/** Certificates without cryptography: their text says what they are. */
const writeCertificate: IssueCertificate = async ({
  commonName,
  notBefore = new Date(0),
  notAfter = new Date(0),
}) => ({
  key: 'key',
  cert: `certificate of ${commonName} until ${notAfter.toISOString()}`,
  ca: 'ca',
  notBefore,
  notAfter,
});

/**
 * Both clusters with every controller on a clock that moves when told to, for tests.
 *
 * @internal
 */
export async function createManualWorld(options: { seeded: boolean }) {
  const clock = createManualClock(new Date('2026-11-01T08:00:00Z'));
  const rke2 = createClusterStore({ clock, groups: rke2Groups });
  const harvester = createClusterStore({ clock, groups: harvesterGroups });
  const controllers = startControllers({
    rke2,
    harvester,
    clock,
    issueCertificate: writeCertificate,
    ca: 'ca',
  });
  await seedWorld({
    controllers,
    clock: { ...clock, goLive: async () => {} },
    domain: 'sandbox.localhost',
    seeded: options.seeded,
  });
  return {
    clock,
    rke2,
    harvester,
    controllers,
    stop: () => {
      controllers.stop();
      clock.stop();
    },
  };
}

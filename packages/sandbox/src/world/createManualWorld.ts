import type { IssueCertificate } from '../controllers/certManager/certificateObjects';
import { createManualClock } from './createManualClock';
import { createWorld } from './createWorld';

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
  const world = await createWorld({
    clock: { ...clock, goLive: async () => {} },
    issueCertificate: writeCertificate,
    ca: 'ca',
    domain: 'sandbox.localhost',
    seeded: options.seeded,
  });
  return {
    ...world,
    clock,
    stop: () => {
      world.controllers.stop();
      clock.stop();
    },
  };
}

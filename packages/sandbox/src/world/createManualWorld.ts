import { writeCertificate } from '../certificates/writtenCertificate';
import type { IssueCertificate } from '../controllers/certManager/certificateObjects';
import { createManualClock } from './createManualClock';
import { createWorld } from './createWorld';

let keys = 0;

/** Certificates without cryptography: their text says what they are. */
const issueWritten: IssueCertificate = async ({
  commonName,
  dnsNames,
  notBefore = new Date(0),
  notAfter = new Date(0),
  key = `key ${(keys += 1)}\n`,
  signer,
}) => {
  const ca = signer === 'self' ? 'self' : signer?.cert ?? 'ca';
  const cert = writeCertificate({
    commonName,
    names: dnsNames,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    ca,
    key,
  });
  return {
    key,
    cert,
    ca: signer === 'self' ? cert : ca,
    notBefore,
    notAfter,
  };
};

/**
 * Both clusters with every controller on a clock that moves when told to, for tests.
 *
 * @internal
 */
export async function createManualWorld(options: {
  seeded: boolean;
  fleet?: number;
}) {
  const clock = createManualClock(new Date('2026-11-01T08:00:00Z'));
  const world = await createWorld({
    clock: { ...clock, goLive: async () => {} },
    issueCertificate: issueWritten,
    ca: 'ca',
    domain: 'sandbox.localhost',
    seeded: options.seeded,
    fleet: options.fleet,
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

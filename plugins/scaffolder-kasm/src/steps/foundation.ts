import type { Step } from '../run/RunContext';
import { writeCertificate } from './certificate';
import { followInstances, writeDatabase } from './database';

/** Certificate and database: independent of each other, so they are waited for side by side. */
export const foundation: Step = {
  id: 'foundation',
  title: 'Certificate and database',
  async write(run) {
    const waitForCertificate = await writeCertificate(run);
    const waitForDatabase = await writeDatabase(run);
    return async () => {
      // when one fails the other is not waited for any longer
      const stop = new AbortController();
      const signal = AbortSignal.any([run.signal, stop.signal]);
      const together = { ...run, signal };
      const waits = [waitForCertificate(together), waitForDatabase(together)];
      try {
        await Promise.all(waits);
      } finally {
        stop.abort();
        await Promise.allSettled(waits);
      }
    };
  },
  // The first primary is enough to go on with; people still want to see the others join.
  beside: followInstances,
};

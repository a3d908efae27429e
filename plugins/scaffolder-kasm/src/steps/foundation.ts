import type { Step } from '../run/RunContext';
import { together } from '../run/together';
import { sideBySide } from '../run/writing';
import { writeCertificate } from './certificate';
import { followInstances, writeDatabase } from './database';

/** Certificate and database: independent of each other, so they are waited for side by side. */
export const foundation: Step = {
  id: 'foundation',
  title: 'Certificate and database',
  async write(run) {
    const waits = await sideBySide([
      () => writeCertificate(run),
      () => writeDatabase(run),
    ]);
    return () => together(run, waits);
  },
  // The first primary is enough to go on with; people still want to see the others join.
  beside: followInstances,
};

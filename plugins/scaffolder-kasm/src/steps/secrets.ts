import type { Step } from '../run/RunContext';
import { applyInOrder, sideBySide } from '../run/writing';
import { partOf } from '../run/partOf';
import { waitForStore } from '../secrets/externalSecrets';
import { putCopies, previewCopies } from '../secrets/putCopies';
import { secretCopies } from '../secrets/secretCopies';

/**
 * The database's logins: made where they are missing, copied from what somebody else made, or filled
 * from a store. The same value is in both namespaces.
 */
export const secrets: Step = {
  id: 'secrets',
  title: 'Secrets',
  async write(run) {
    const external = partOf(run, 'externalSecrets', {
      initialize: !run.facts.initialised,
    });
    await applyInOrder(run, external);
    const all = secretCopies(run.spec, run.facts);
    if (run.dryRun) {
      for (const copies of all) {
        await previewCopies(run, copies);
      }
      return;
    }
    await waitForStore(run, external);
    await sideBySide(all.map(copies => () => putCopies(run, copies)));
  },
};

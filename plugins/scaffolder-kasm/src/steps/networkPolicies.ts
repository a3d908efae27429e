import { partOf } from '../run/partOf';
import type { Step } from '../run/RunContext';
import { applyOwned, sideBySide } from '../run/writing';
import { resourceOf } from '../run/resourceOf';

/** Lets through what Kasm and its database need; before the first pod, which would be cut off. */
export const networkPolicies: Step = {
  id: 'networkPolicies',
  title: 'Network policies',
  async write(run) {
    await sideBySide(
      partOf(run, 'networkPolicies').map(
        manifest => () => applyOwned(run, resourceOf(manifest), manifest),
      ),
    );
  },
};

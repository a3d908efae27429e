import type { CheckRule } from './check';
import { kasmList } from './kasmList';

export const imagesAvailable: CheckRule = {
  id: 'images-available',
  check(context) {
    const seen = kasmList(context, 'images');
    if (!seen.items) {
      return seen.unseen;
    }
    const enabled = seen.items.filter(image => image.enabled);
    const available = enabled.filter(image => image.available === true);
    if (available.length > 0) {
      return {
        result: 'pass',
        evidence: `${available.length} of ${enabled.length} workspaces`,
      };
    }
    if (enabled.some(image => image.available === undefined)) {
      return {
        result: 'unknown',
        evidence: 'Kasm does not say which images its agents have.',
      };
    }
    return {
      result: 'fail',
      evidence:
        enabled.length === 0
          ? 'No workspace is enabled.'
          : 'No agent has the image of an enabled workspace.',
    };
  },
};

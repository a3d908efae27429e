import { CHARTS } from '../helm/chartResources';
import { owned } from '../helm/ownership';
import { releaseOf } from '../helm/releaseOf';
import { forgetRelease } from '../helm/releaseRecord';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';
import { rerunRelease } from './rerunRelease';

/**
 * Restores a release's Secret from a backup that has no metadata, and loses Helm's records: the next
 * run finds a Secret that is nobody's. Healed by marking it as the release's.
 *
 * @public
 */
export function disownRelease({ rke2 }: Controllers, chart: Place): Heal {
  const release = releaseOf(present(rke2, CHARTS, chart, 'HelmChart'));
  const { namespace } = release;
  const name = `${release.name}-secrets`;
  const before = present(rke2, 'secrets', { namespace, name }, 'Secret');
  rke2.update('secrets', namespace, name, ({ metadata }) => {
    delete metadata.labels;
    delete metadata.annotations;
  });
  forgetRelease(rke2, release.name, namespace);
  return once(() => {
    rke2.update('secrets', namespace, name, ({ metadata }) => {
      const { labels, annotations } = owned(before as any, release).metadata;
      Object.assign(metadata, { labels, annotations });
    });
    rerunRelease(rke2, chart);
  });
}

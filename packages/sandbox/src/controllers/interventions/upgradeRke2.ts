import { CHARTS } from '../helm/chartResources';
import { isTrue } from '../machinery/conditions';
import type { Controllers } from '../startControllers';

const BUILD = /^(.*-build)(\d{8})$/;

/** The image of the next version: another build of the same. */
function nextImage(image: string): string {
  const [, name, build] = BUILD.exec(image) ?? [];
  return build ? `${name}${Number(build) + 1}` : `${image}-next`;
}

/**
 * Upgrades RKE2: its helm-controller brings another image for its Jobs, and so runs every HelmChart of
 * the cluster again. There is nothing to heal.
 *
 * @returns whether every Job is through
 * @public
 */
export function upgradeRke2({ rke2, helm }: Controllers): () => boolean {
  const image = nextImage(helm.jobImage);
  helm.setJobImage(image);
  return () =>
    rke2
      .list(CHARTS)
      .filter(({ spec }) => !spec.jobImage)
      .every(({ metadata }) => {
        const job = rke2.get(
          'jobs.batch',
          metadata.namespace,
          `helm-install-${metadata.name}`,
        );
        return (
          job?.spec.template.spec.containers[0].image === image &&
          (isTrue(job as any, 'Complete') || isTrue(job as any, 'Failed'))
        );
      });
}

import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { CheckGroup } from '../CheckGroup';
import { about, type PreflightCheck } from '../PreflightCheck';

/** What is known of the versions before anything is looked at. */
export const versions: CheckGroup = async ({ run }) => {
  const { chart, postgres, kasm } = kasmVersion(run.spec.kasmVersion);
  return {
    checks: [
      judgeMaturity(kasm, chart),
      judgeEndOfLife(postgres, run.now()),
      judgePulls(run.cluster.images.registry),
    ],
  };
};

function judgeMaturity(
  kasm: string,
  { name, version, maturity }: ReturnType<typeof kasmVersion>['chart'],
): PreflightCheck {
  const check = about('kasm-version', `Kasm ${kasm}`);
  const chart = `chart ${name} ${version}`;
  return maturity === 'ga'
    ? check.pass(chart)
    : check.warn(
        `its vendor calls ${chart} a technical preview`,
        'try it out before many depend on it; Kasm 1.19 has a chart that is generally available',
      );
}

/** @internal */
export function judgeEndOfLife(
  { major, endOfLife }: { major: number; endOfLife: string },
  now: Date,
): PreflightCheck {
  const check = about('postgres-end-of-life', `Support of PostgreSQL ${major}`);
  return now.getTime() < Date.parse(endOfLife)
    ? check.pass(`until ${endOfLife}`)
    : check.warn(
        `PostgreSQL ${major} is past its end of life (${endOfLife}): it gets no more security fixes`,
        'choose Kasm 1.19, which runs on PostgreSQL 16',
      );
}

function judgePulls(registry: string | undefined): PreflightCheck {
  const check = about('image-pulls', 'Images');
  return registry
    ? check.pass(`from ${registry}`)
    : check.warn(
        'images come from public registries, which limit pulls without an account (429)',
        'have a mirror, and name it in kasm.clusters[].images.registry',
      );
}

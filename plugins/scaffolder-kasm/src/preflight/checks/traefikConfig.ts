import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { helmChartConfigs } from '../../run/helmChartConfigs';
import { mergeTraefikTimeout } from '../../traefik/mergeTraefikTimeout';
import type { CheckGroup } from '../CheckGroup';
import { externalOwner, otherManagers } from '../externalOwner';
import { valueOf, type Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

interface HelmChartConfig extends KubeObject {
  spec?: { valuesContent?: string };
}

/** Whether the portal may raise Traefik's timeout, where it is asked to. */
export const traefikConfig: CheckGroup = async ({ run, looks }) => {
  const { manageTraefikTimeouts, entryPoint, readTimeout } = run.spec.ingress;
  if (!manageTraefikTimeouts) {
    return { checks: [] };
  }
  const { namespace, workload } = run.cluster.ingress;
  return {
    checks: [
      judgeConfig(
        await looks.get<HelmChartConfig>(helmChartConfigs, workload, namespace),
        { entryPoint, readTimeout, rancher: run.cluster.rancher },
      ),
    ],
  };
};

/** @internal */
export function judgeConfig(
  seen: Seen<HelmChartConfig>,
  {
    entryPoint,
    readTimeout,
    rancher,
  }: { entryPoint: string; readTimeout: number; rancher: boolean },
): PreflightCheck {
  const check = about('traefik-config', "Traefik's configuration");
  if (seen.state === 'hidden') {
    return check.unknown(seen.detail, seen.remedy);
  }
  const config = valueOf(seen);
  const { changed, problem } = mergeTraefikTimeout(
    config?.spec?.valuesContent ?? '',
    entryPoint,
    readTimeout,
  );
  const byHand =
    'have its owner raise the timeout, and leave manageTraefikTimeouts off';
  if (problem) {
    return check.fail(problem, byHand);
  }
  if (!changed) {
    return check.pass('has the timeout already');
  }
  const owner = rancher ? 'Rancher' : config && ownerOf(config);
  return owner
    ? check.fail(`${owner} owns it and would set it back`, byHand)
    : check.pass('is raised, which everything behind the entry point shares');
}

function ownerOf(config: HelmChartConfig): string | undefined {
  return otherManagers(config).some(manager => /^(rancher|fleet)/.test(manager))
    ? 'Rancher'
    : externalOwner(config);
}

import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import { deploymentObjects } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { resourceOf } from '../../run/resourceOf';
import type { RunContext } from '../../run/RunContext';
import { settingsOf } from '../../run/settings';
import { describeObject } from '../../run/WriteRecord';
import type { CheckGroup } from '../CheckGroup';
import { externalOwner, otherManagers } from '../externalOwner';
import type { Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

interface Place {
  what: string;
  seen: Seen<KubeObject>;
}

/** Whether what is to be written is there already, and whose it is. */
export const existingObjects: CheckGroup = async ({ run, looks }) => {
  const places = await Promise.all(
    plannedObjects(run).map(async ({ manifest }) => {
      const { name, namespace } = manifest.metadata;
      return {
        what: describeObject({ kind: manifest.kind, namespace, name }),
        seen: await looks.get(resourceOf(manifest), name, namespace),
      };
    }),
  );
  return {
    checks: [judgeObjects(places, run.spec.name, run.adopting === true)],
  };
};

/** By name, as far as it does not depend on what the preflight has yet to find. */
export function plannedObjects(
  { spec, cluster }: Pick<RunContext, 'spec' | 'cluster'>,
  { initialize } = { initialize: true },
) {
  const facts = {
    helm: { failurePolicy: 'abort', forceConflicts: false },
    initialised: false,
  } as const;
  return deploymentObjects(
    spec,
    settingsOf({ cluster, facts }, { initialize }),
  );
}

/** @internal */
export function judgeObjects(
  places: Place[],
  name: string,
  adopting: boolean,
): PreflightCheck {
  const check = about('existing-objects', 'Objects already there');
  const there = places.flatMap(({ what, seen }) =>
    seen.state === 'there' ? [{ what, object: seen.value }] : [],
  );
  const problems = there.flatMap(({ what, object }) => {
    const owner = object.metadata.labels?.[DEPLOYMENT_LABEL];
    const outside = externalOwner(object);
    if (outside) {
      return [`${what} is kept by ${outside}`];
    }
    if (owner === name || (adopting && owner === undefined)) {
      return [];
    }
    const managers = otherManagers(object);
    return [
      owner
        ? `${what} belongs to the deployment ${owner}`
        : `${what} was not made by the portal${
            managers.length > 0 ? ` but by ${managers.join(', ')}` : ''
          }`,
    ];
  });
  if (problems.length > 0) {
    return check.fail(
      problems.join(', '),
      'change it where it is kept, remove it there, or choose another name',
    );
  }
  const hidden = places.find(({ seen }) => seen.state === 'hidden');
  if (hidden?.seen.state === 'hidden') {
    return check.unknown(
      `of ${hidden.what} ${hidden.seen.detail}`,
      hidden.seen.remedy,
    );
  }
  return check.pass(
    there.length === 0
      ? 'none'
      : `${there.length} of ${places.length}, all this deployment's`,
  );
}

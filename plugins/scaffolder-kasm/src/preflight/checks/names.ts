import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { claimProblems, ownDescriptor } from '../claims';
import type { CheckGroup } from '../CheckGroup';
import { descriptorsSeen } from '../descriptors';
import { itemsOf, valueOf, type Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';
import { saysInitialised, wasFilled } from '../isInitialised';

/** Whether the name is free, or is this very deployment's, and how far that has come. */
export const names: CheckGroup = async looking => {
  const { run, looks, configured } = looking;
  const [descriptors, chart] = await Promise.all([
    descriptorsSeen(looking),
    looks.get(
      resources.helmCharts,
      run.names.release,
      run.cluster.systemNamespace,
    ),
  ]);
  const own = ownDescriptor(run, itemsOf(descriptors));
  const claims = claimProblems(run, itemsOf(descriptors), [...configured]);
  const initialised =
    run.adopting === true ||
    wasFilled(own.descriptor) ||
    saysInitialised(valueOf(chart));
  return {
    facts: {
      initialised,
      ...(own.descriptor && { descriptor: own.descriptor }),
      ...(own.reattach && initialised && { reattach: true }),
    },
    checks: [
      judgeOwn(descriptors, own, chart),
      judgeClaims(descriptors, claims),
    ],
  };
};

/** What cannot be read is never a "no": initialising again would ruin a database in use. */
function judgeOwn(
  descriptors: Seen<unknown[]>,
  own: ReturnType<typeof ownDescriptor>,
  chart: Seen<KubeObject>,
): PreflightCheck {
  const check = about('descriptor', 'Earlier run');
  const hidden = [descriptors, chart].find(({ state }) => state === 'hidden');
  if (hidden?.state === 'hidden') {
    return check.fail(
      `whether there was an earlier run is not known: ${hidden.detail}`,
      hidden.remedy,
    );
  }
  if (own.problems.length > 0) {
    return check.fail(
      own.problems.join(', '),
      'use the same values to go on with it, or choose another name',
    );
  }
  return check.pass(goingOn(own.descriptor));
}

function goingOn(descriptor: DeploymentDescriptor | undefined): string {
  switch (descriptor?.state) {
    case 'active':
      return 'it is there with the same values; what is done is not repeated';
    case 'creating':
      return 'goes on with what an earlier run began';
    case 'retired':
      return 'attaches the database that was kept; it is not initialised again';
    default:
      return 'there was none';
  }
}

function judgeClaims(
  descriptors: Seen<unknown[]>,
  claims: string[],
): PreflightCheck {
  const check = about('names-free', 'Names');
  if (descriptors.state === 'hidden') {
    return check.unknown(descriptors.detail, descriptors.remedy);
  }
  return claims.length > 0
    ? check.fail(claims.join(', '), 'choose other names')
    : check.pass('no other deployment has them');
}

import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import {
  entityName,
  type Health,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { clean } from '../evaluate/text';
import type { DeploymentFacts } from '../observation/Observation';

import { isRecovery } from './newsIn';
import type { Told } from './Told';
import type { Verdict } from './verdictOf';

/** People can turn it off by this name in Backstage's settings. */
export const TOPIC = 'Kasm Workspaces';

const SAYS: Partial<Record<Health, string>> = {
  down: 'is down',
  degraded: 'is degraded',
  unknown: 'cannot be watched',
};

/**
 * The notification of a verdict. Its scope is the deployment, so that what is sent later replaces what
 * was sent before, for every recipient.
 */
export function noticeOf(
  { cluster, name, title }: DeploymentFacts,
  verdict: Verdict,
  told: Told,
): NotificationPayload {
  const recovered = isRecovery(verdict, told);
  const says = recovered
    ? 'is healthy again'
    : SAYS[verdict.health] ?? 'needs attention';
  return {
    title: `${clean(title)} ${says}`,
    description: clean(verdict.summary),
    link: `/catalog/default/component/${entityName(cluster, name)}/kasm`,
    severity: recovered ? 'low' : verdict.severity ?? 'low',
    topic: TOPIC,
    scope: `${cluster}/${name}`,
  };
}

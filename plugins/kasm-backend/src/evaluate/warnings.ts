import type { SourceName } from '@kasm-portal/backstage-plugin-kasm-common';
import type { WarningFacts } from '../observation/Observation';
import type { Context } from './Context';
import type { PlacedPod } from './pods';

/** What was noted about one object, for one reason or any. */
export function warningsOf(
  warnings: WarningFacts[] | undefined,
  kind: string,
  object: string,
  reason?: string,
): WarningFacts[] {
  return (warnings ?? []).filter(
    warning =>
      warning.kind === kind &&
      warning.object === object &&
      (reason === undefined || warning.reason === reason),
  );
}

/** What was noted about a pod. */
export function warningsAbout(
  { sights }: Context,
  source: SourceName,
  { pod }: PlacedPod,
  reason: string,
): WarningFacts[] {
  const facts =
    source === 'database' ? sights.database.facts : sights.controlPlane.facts;
  return warningsOf(facts?.warnings, 'Pod', pod.name, reason);
}

import type { CreatedObject } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { describeObject } from '../run/WriteRecord';
import type { DesiredObject } from './desiredObjects';
import type { PlanEntry } from './PlanEntry';

/** Kinds that belong to one way of doing things and have no place in another. Nothing that holds data. */
const REPLACEABLE = new Set([
  'ExternalSecret',
  'HTTPRoute',
  'IngressRoute',
  'NetworkPolicy',
  'ObjectStore',
  'ScheduledBackup',
  'ServersTransport',
]);

/** What the portal made for a deployment that the deployment does not want any more. */
export function plannedRemovals(
  created: readonly CreatedObject[],
  desired: readonly DesiredObject[],
): PlanEntry[] {
  const wanted = new Set(
    desired.map(({ manifest }) =>
      describeObject({ kind: manifest.kind, ...manifest.metadata }),
    ),
  );
  return created
    .filter(
      entry =>
        REPLACEABLE.has(entry.kind) && !wanted.has(describeObject(entry)),
    )
    .map(({ apiVersion, kind, namespace, name }) => ({
      action: 'remove',
      apiVersion,
      kind,
      ...(namespace && { namespace }),
      name,
      fields: [],
    }));
}

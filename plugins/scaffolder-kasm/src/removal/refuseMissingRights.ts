import { NotAllowedError } from '@backstage/errors';
import type { CreatedObject } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { groupOf } from '@kasm-portal/backstage-plugin-kasm-node';
import { describeRight, type Right } from '../preflight/Right';
import type { RunContext } from '../run/RunContext';
import { withoutStack } from '../run/withoutStack';
import { removalResource } from './removalResource';

/**
 * Asks before anything goes whether everything may: a removal that is refused half-way leaves a
 * deployment that neither works nor is gone. Namespaces are not among it: one that may not be removed
 * stays.
 */
export async function refuseMissingRights(
  run: RunContext,
  entries: readonly CreatedObject[],
): Promise<void> {
  const rights = entries
    .filter(({ kind }) => kind !== 'Namespace')
    .flatMap(entry => {
      const resource = removalResource(entry);
      const { namespace, name } = entry;
      return resource
        ? ['get', 'delete'].map(verb => ({ verb, resource, namespace, name }))
        : [];
    });
  const missing = (
    await Promise.all(
      rights.map(async right => ((await isGiven(run, right)) ? [] : [right])),
    )
  ).flat();
  if (missing.length > 0) {
    throw withoutStack(
      new NotAllowedError(
        `The portal's writer misses rights in cluster ${
          run.cluster.name
        }: ${missing
          .map(describeRight)
          .sort()
          .join(
            '; ',
          )}. Apply manifests/writer-rbac.yaml of the scaffolder module there. Nothing was removed`,
      ),
    );
  }
}

function isGiven(
  { client, signal }: RunContext,
  { verb, resource, namespace, name }: Right,
): Promise<boolean> {
  return client.canI(
    {
      verb,
      group: groupOf(resource),
      resource: resource.plural,
      ...(namespace && { namespace }),
      ...(name && { name }),
    },
    { signal },
  );
}

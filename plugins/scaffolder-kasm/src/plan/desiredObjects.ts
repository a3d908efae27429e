import {
  databaseSecret,
  deploymentObjects,
  firstBackup,
  namespaces,
  type DeploymentPart,
  type Manifest,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { PreparedRun } from '../run/RunContext';
import { settingsOf } from '../run/settings';
import { secretCopies } from '../secrets/secretCopies';

/** An object that a deployment wants, and how it is written. */
export interface DesiredObject {
  part: 'namespaces' | 'secrets' | 'backup' | DeploymentPart;
  manifest: Manifest;
  /** Created where absent and then left alone, or kept as we want it. */
  written: 'ifAbsent' | 'applied';
}

type Known = Pick<PreparedRun, 'spec' | 'cluster' | 'facts'>;

/**
 * Everything of a deployment but its descriptor, in the order of writing. Secrets are without their
 * values. The system namespace is not among it: it belongs to no deployment.
 */
export function desiredObjects(run: Known): DesiredObject[] {
  const backup = firstBackup(run.spec);
  const settings = settingsOf(run, { initialize: !run.facts.initialised });
  return [
    ...ownNamespaces(run).map(manifest => ({
      part: 'namespaces' as const,
      manifest,
      written: 'ifAbsent' as const,
    })),
    ...ownSecrets(run).map(manifest => ({
      part: 'secrets' as const,
      manifest,
      written: 'ifAbsent' as const,
    })),
    ...deploymentObjects(run.spec, settings).map(object => ({
      ...object,
      written: 'applied' as const,
    })),
    ...(backup
      ? [
          {
            part: 'backup' as const,
            manifest: backup,
            written: 'applied' as const,
          },
        ]
      : []),
  ];
}

/** Namespaces that belong to this deployment alone. */
export function ownNamespaces({ spec, cluster }: Known): Manifest[] {
  return namespaces(spec, cluster.systemNamespace).filter(
    ({ metadata }) => metadata.name !== cluster.systemNamespace,
  );
}

/** Secrets that the portal writes, without their values. */
function ownSecrets({ spec, facts }: Known): Manifest[] {
  return secretCopies(spec, facts).flatMap(
    ({ login, origin, namespaces: at }) =>
      (origin === 'portal' ? at : copiesOfThePortal(origin, at)).map(
        namespace => {
          const { data: _, ...secret } = databaseSecret(
            spec,
            login,
            namespace,
            '',
          );
          return secret as Manifest;
        },
      ),
  );
}

/** Of a Secret that somebody else made we make the copies; a store fills both by itself. */
function copiesOfThePortal(origin: 'somebody' | 'store', at: string[]) {
  return origin === 'somebody' ? at.slice(1) : [];
}

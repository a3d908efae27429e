import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { isKubeError } from '../run/StepFailure';
import { describeObject } from '../run/WriteRecord';
import { lookAt, removeLive, type Removing } from './removeObject';

const CERTIFICATE_OF = 'cert-manager.io/certificate-name';
const RELEASE_NAME = 'meta.helm.sh/release-name';
const RELEASE_NAMESPACE = 'meta.helm.sh/release-namespace';
const HOOK = 'helm.sh/hook';
const INSTANCE = 'app.kubernetes.io/instance';

type Metadata = KubeObject['metadata'];

/** Removes the key and certificate that cert-manager made for our Certificate, and leaves behind. */
export async function removeTlsSecret(run: Removing): Promise<void> {
  const { tlsSecret } = run.names;
  await removeDerived(
    run,
    tlsSecret,
    ({ annotations }) => annotations?.[CERTIFICATE_OF] === tlsSecret,
    `was not made for Certificate ${tlsSecret} by cert-manager`,
  );
}

/**
 * Removes the tokens and the first admin password that the chart made. They belong to the database:
 * without them it is of no use to another Kasm.
 */
export async function removeReleaseSecret(run: Removing): Promise<void> {
  const { adminSecret, release, namespace } = run.names;
  await removeDerived(
    run,
    adminSecret,
    ({ annotations = {}, labels = {} }) =>
      annotations[RELEASE_NAME]
        ? annotations[RELEASE_NAME] === release &&
          annotations[RELEASE_NAMESPACE] === namespace
        : // Helm leaves no name on what a hook made
          HOOK in annotations && labels[INSTANCE] === release,
    `does not belong to Helm's release ${release}`,
  );
}

/** The Secret of the chart that stays with the database, when it is there. */
export function releaseSecretName(run: Removing) {
  const { adminSecret: name, namespace } = run.names;
  return { apiVersion: 'v1', kind: 'Secret', namespace, name };
}

/** Neither has our label nor an entry of the descriptor: controllers made them of what has. */
async function removeDerived(
  run: Removing,
  name: string,
  isOurs: (metadata: Metadata) => boolean,
  otherwise: string,
): Promise<void> {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: run.names.namespace,
    name,
  };
  try {
    const live = await lookAt(run, resources.secrets, secret);
    if (!live) {
      return;
    }
    if (isOurs(live.metadata)) {
      await removeLive(run, secret, live.metadata.uid ?? '');
      return;
    }
    run.report.kept(secret, otherwise);
    run.progress.warn(`${describeObject(secret)} stays: it ${otherwise}`);
  } catch (error) {
    if (!isKubeError(error, 'forbidden')) {
      throw error;
    }
    const why = "may not be looked at by the portal's writer";
    run.report.kept(secret, why);
    run.progress.warn(`${describeObject(secret)} stays: it ${why}`);
  }
}

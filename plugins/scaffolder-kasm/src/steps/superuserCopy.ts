import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import { loginNamespaces } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { partOf } from '../run/partOf';
import { resourceOf } from '../run/resourceOf';
import type { PreparedRun, Step } from '../run/RunContext';
import { read } from '../run/writing';
import { describeObject } from '../run/WriteRecord';
import { secretCopies } from '../secrets/secretCopies';

/** Takes PostgreSQL's superuser out of Kasm's namespace: only the initialisation needed it. */
export const superuserCopy: Step = {
  id: 'superuserCopy',
  title: 'Superuser',
  async write(run) {
    const { database } = run.spec;
    if (database.initialiseAs === 'superuser' && database.keepSuperuser) {
      run.progress.warn(
        `PostgreSQL's superuser stays in namespace ${run.names.namespace}, as database.keepSuperuser says: whoever may read Secrets there owns the database`,
      );
    }
    // what fills the Secret goes first, or it would be filled again
    for (const { kind, apiVersion, metadata } of unneededExternal(run)) {
      await remove(run, resourceOf({ kind, apiVersion }), metadata);
    }
    for (const secret of unneededSecrets(run)) {
      await remove(run, resources.secrets, secret);
    }
  },
};

function unneededExternal(run: PreparedRun) {
  const kept = new Set(
    partOf(run, 'externalSecrets', { initialize: false }).map(nameOf),
  );
  return partOf(run, 'externalSecrets', { initialize: true }).filter(
    manifest => !kept.has(nameOf(manifest)),
  );
}

function unneededSecrets({ spec }: PreparedRun) {
  return secretCopies(spec, { initialised: false }).flatMap(({ login }) => {
    const kept = loginNamespaces(login, { initialize: false });
    return loginNamespaces(login, { initialize: true })
      .filter(namespace => !kept.includes(namespace))
      .map(namespace => ({ name: login.secret, namespace }));
  });
}

/** Only what has this deployment's label. */
async function remove(
  run: PreparedRun,
  resource: KubeResource,
  { name, namespace }: { name: string; namespace?: string },
): Promise<void> {
  const gone = { kind: resource.kind, namespace, name };
  const found = await read(run, resource, name, namespace);
  if (!found) {
    // an earlier run was ended before it could say so
    run.written.remove(gone);
    return;
  }
  if (found.metadata.labels?.[DEPLOYMENT_LABEL] !== run.spec.name) {
    return;
  }
  run.signal.throwIfAborted();
  await run.client.delete(resource, name, {
    namespace,
    uid: found.metadata.uid,
  });
  run.written.remove(gone);
  run.progress.line(`${describeObject(gone)} removed`);
}

function nameOf({ kind, metadata }: { kind: string; metadata: object }) {
  return describeObject({ kind, ...(metadata as { name: string }) });
}

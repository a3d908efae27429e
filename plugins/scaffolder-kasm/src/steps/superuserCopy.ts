import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import { databaseLogins } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Step } from '../run/RunContext';
import { describeObject } from '../run/WriteRecord';
import { read } from '../run/writing';

/** Takes PostgreSQL's superuser out of Kasm's namespace: only the initialisation needed it. */
export const superuserCopy: Step = {
  id: 'superuserCopy',
  title: 'Superuser',
  async write(run) {
    for (const login of databaseLogins(run.spec)) {
      const { secret, kasmNamespace, databaseNamespace } = login;
      if (
        !login.onlyWhileInitialising ||
        kasmNamespace === databaseNamespace ||
        run.dryRun
      ) {
        continue;
      }
      const copy = await read(run, resources.secrets, secret, kasmNamespace);
      if (copy?.metadata.labels?.[DEPLOYMENT_LABEL] !== run.spec.name) {
        continue;
      }
      run.signal.throwIfAborted();
      await run.client.delete(resources.secrets, secret, {
        namespace: kasmNamespace,
        uid: copy.metadata.uid,
      });
      const gone = { kind: 'Secret', namespace: kasmNamespace, name: secret };
      run.written.remove(gone);
      run.progress.line(`${describeObject(gone)} removed`);
    }
  },
};

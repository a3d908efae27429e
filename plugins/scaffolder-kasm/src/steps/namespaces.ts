import { namespaces as namespaceManifests } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun, Step } from '../run/RunContext';
import { waitFor } from '../run/waitFor';
import { createIfAbsent, read } from '../run/writing';

interface Namespace extends KubeObject {
  status?: {
    phase?: string;
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

/** Makes the namespaces that are missing; those that are there stay as they are. */
export const namespaces: Step = {
  id: 'namespaces',
  title: 'Namespaces',
  async write(run) {
    for (const manifest of namespaceManifests(
      run.spec,
      run.cluster.systemNamespace,
    )) {
      const { name } = manifest.metadata;
      if (!(await usable(run, name))) {
        await createIfAbsent(run, resources.namespaces, manifest);
      }
    }
  },
};

/** True when it is there, false when it is not; one that is being deleted is waited for. */
async function usable(run: PreparedRun, name: string): Promise<boolean> {
  return waitFor<boolean>(run, {
    about: `namespace ${name}`,
    deadline: run.deadlines.namespaces,
    advice: `Look at what holds it: kubectl describe namespace ${name}`,
    async look() {
      const namespace = (await read(run, resources.namespaces, name)) as
        | Namespace
        | undefined;
      if (!namespace) {
        return { done: true, value: false };
      }
      if (!namespace.metadata.deletionTimestamp) {
        return { done: true, value: true };
      }
      const blocked = namespace.status?.conditions
        ?.filter(({ status }) => status === 'True')
        .map(({ message }) => message)
        .filter(Boolean)
        .join(', ');
      return {
        done: false,
        progress: `is being deleted since ${
          namespace.metadata.deletionTimestamp
        }${blocked ? `, blocked by: ${blocked}` : ''}`,
      };
    },
  });
}

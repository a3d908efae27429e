import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Manifest } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { ownNamespaces } from '../plan/desiredObjects';
import type { PreparedRun, Step } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { createIfAbsent, read, sideBySide } from '../run/writing';

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
    await sideBySide(
      ownNamespaces(run).map(manifest => () => makeNamespace(run, manifest)),
    );
  },
};

/** Makes a namespace where it is missing, and waits until it can be written into. */
export async function makeNamespace(
  run: PreparedRun,
  manifest: Manifest,
): Promise<void> {
  const found = await usable(run, manifest.metadata.name);
  if (found) {
    if (
      !run.dryRun &&
      found.metadata.labels?.[DEPLOYMENT_LABEL] === run.spec.name
    ) {
      run.written.add(found, 'unchanged');
    }
    return;
  }
  try {
    await createIfAbsent(run, resources.namespaces, manifest);
  } catch (error) {
    throw refusedByRancher(manifest, error) ?? error;
  }
  if (!run.dryRun) {
    await waitUntilActive(run, manifest.metadata.name);
  }
}

/** Undefined when it is not there; one that is being deleted is waited for. */
async function usable(
  run: PreparedRun,
  name: string,
): Promise<Namespace | undefined> {
  return waitFor<Namespace | undefined>(run, {
    about: `namespace ${name}`,
    deadline: run.deadlines.namespaces,
    advice: `Look at what holds it: kubectl describe namespace ${name}`,
    async look() {
      const namespace = await readNamespace(run, name);
      if (!namespace) {
        return { done: true, value: undefined };
      }
      if (!namespace.metadata.deletionTimestamp) {
        return { done: true, value: namespace };
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

async function waitUntilActive(run: PreparedRun, name: string): Promise<void> {
  await waitFor<void>(run, {
    about: `namespace ${name}`,
    deadline: run.deadlines.namespaces,
    advice: `See kubectl describe namespace ${name}`,
    async look() {
      const phase = (await readNamespace(run, name))?.status?.phase;
      // an API server without its controllers says nothing
      return phase === undefined || phase === 'Active'
        ? { done: true, value: undefined }
        : { done: false, progress: `is ${phase}` };
    },
  });
}

async function readNamespace(
  run: PreparedRun,
  name: string,
): Promise<Namespace | undefined> {
  return (await read(run, resources.namespaces, name)) as Namespace | undefined;
}

/** Rancher's webhook guards the labels of pod security by a right of its own. */
function refusedByRancher(
  { metadata }: Manifest,
  error: unknown,
): StepFailure | undefined {
  const { message } = error as Error;
  return /rancher\.cattle\.io|updatepsa|management\.cattle\.io/.test(message)
    ? new StepFailure(
        `Rancher does not let the portal make namespace ${metadata.name} with labels of pod security (${message}). Give its writer the verb updatepsa on projects.management.cattle.io, or have a Rancher administrator make the namespace with the label pod-security.kubernetes.io/enforce: baseline`,
      )
    : undefined;
}

import type { Manifest } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  redactLine,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { resourceOf } from '../run/resourceOf';
import type { PreparedRun } from '../run/RunContext';
import { together } from '../run/together';
import { waitFor } from '../run/waitFor';
import { describeObject } from '../run/WriteRecord';

interface ExternalSecret extends KubeObject {
  status?: {
    conditions?: Array<{
      type: string;
      status: string;
      reason?: string;
      message?: string;
    }>;
  };
}

/** Waits until the ExternalSecrets have filled their Secrets; the store's own words when they do not. */
export async function waitForStore(
  run: PreparedRun,
  manifests: readonly Manifest[],
): Promise<void> {
  await together(
    run,
    manifests.map(manifest => context => waitForOne(context, manifest)),
  );
}

function waitForOne(run: PreparedRun, manifest: Manifest): Promise<void> {
  const { name, namespace } = manifest.metadata;
  return waitFor<void>(run, {
    about: describeObject({ kind: manifest.kind, ...manifest.metadata }),
    deadline: run.deadlines.secrets,
    advice: `Check the store and the path it is told to read: kubectl -n ${namespace} describe externalsecrets.external-secrets.io ${name}`,
    async look(signal) {
      const { status } = await run.client.get<ExternalSecret>(
        resourceOf(manifest),
        name,
        { namespace, signal },
      );
      const ready = status?.conditions?.find(({ type }) => type === 'Ready');
      if (ready?.status === 'True') {
        return { done: true, value: undefined, progress: 'is ready' };
      }
      const why = redactLine(ready?.message ?? ready?.reason ?? '', 300);
      return {
        done: false,
        progress: why ? `is not ready (${why})` : 'waiting for its operator',
      };
    },
  });
}

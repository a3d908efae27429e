import { FIELD_MANAGER } from '@kasm-portal/backstage-plugin-kasm-common';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun, Step } from '../run/RunContext';
import { pause } from '../run/waitFor';
import { read } from '../run/writing';
import { settleRelease } from '../steps/release';

/** Milliseconds that the helm-controller may take to begin. */
const BEGINS_WITHIN = 20_000;

interface Managed {
  managedFields?: Array<{ manager?: string; time?: string }>;
}

/**
 * Gives Helm the new values. A run that was stopped between writing them and seeing Helm begin finds
 * them written already, and the Job of the values before still there and complete: that one is not
 * taken for the answer.
 */
export const updateRelease: Step = {
  id: 'release',
  title: 'Helm release',
  async write(run) {
    const wait = await settleRelease.write(run);
    return async () => {
      await helmBegan(run);
      await wait?.();
    };
  },
};

/** Waits for a Job that is younger than the values, for as long as one is to be expected. */
async function helmBegan(run: PreparedRun): Promise<void> {
  const begun = performance.now();
  while (performance.now() - begun < BEGINS_WITHIN) {
    const { names, cluster } = run;
    const [chart, job] = await Promise.all([
      read(run, resources.helmCharts, names.release, cluster.systemNamespace),
      read(
        run,
        resources.jobs,
        `helm-install-${names.release}`,
        cluster.systemNamespace,
      ),
    ]);
    const written = Date.parse(
      (chart?.metadata as Managed | undefined)?.managedFields?.find(
        ({ manager }) => manager === FIELD_MANAGER,
      )?.time ?? '',
    );
    const started = Date.parse(job?.metadata.creationTimestamp ?? '');
    if (Number.isNaN(written) || started >= written) {
      return;
    }
    await pause(run.pollInterval, run.signal);
  }
}

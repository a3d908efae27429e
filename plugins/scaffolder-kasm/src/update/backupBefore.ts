import { firstBackup } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  redactLine,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Step } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { createIfAbsent } from '../run/writing';

interface Backup extends KubeObject {
  status?: { phase?: string; error?: string };
}

/**
 * A backup that is complete before Helm gets another version of the chart: after its migration Helm
 * cannot go back. By name there is one for each version and day.
 *
 * @param from - the spec as it is: what is not backed up yet cannot be backed up first
 */
export function backupBefore(from: KasmDeploymentSpec, version: string): Step {
  return {
    id: 'backup',
    title: 'Backup before the upgrade',
    async write(run) {
      const template = firstBackup(from);
      if (!template) {
        run.progress.warn(
          'No backup is configured, and the upgrade goes on without, as asked',
        );
        return undefined;
      }
      const day = run.now().toISOString().slice(0, 10).replace(/-/g, '');
      const name = `${run.names.databaseCluster}-${version.replace(
        /[^a-z0-9]+/g,
        '-',
      )}-${day}`;
      const { namespace } = template.metadata;
      await createIfAbsent(run, resources.backups, {
        ...template,
        metadata: { ...template.metadata, name },
      });
      const advice = `See kubectl -n ${namespace} describe backups.postgresql.cnpg.io ${name}; nothing was upgraded`;
      return () =>
        waitFor<void>(run, {
          about: 'backup',
          deadline: run.deadlines.databaseComplete,
          advice,
          async look(signal) {
            const { status } = await run.client.get<Backup>(
              resources.backups,
              name,
              { namespace, signal },
            );
            if (status?.phase === 'completed') {
              return { done: true, value: undefined, progress: 'completed' };
            }
            if (status?.phase === 'failed') {
              throw new StepFailure(
                `the backup before the upgrade failed: ${
                  redactLine(status.error ?? '', 300) ?? 'no reason given'
                }. Delete Backup ${namespace}/${name} when it is cured, and run again; nothing was upgraded`,
              );
            }
            return { done: false, progress: status?.phase ?? 'not begun' };
          },
        });
    },
  };
}

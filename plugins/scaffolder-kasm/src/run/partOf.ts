import {
  deploymentObjects,
  type DeploymentPart,
  type Manifest,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { PreparedRun } from './RunContext';
import { settingsOf } from './settings';

/** Objects of one part of a deployment, in the order of writing. */
export function partOf(
  run: Pick<PreparedRun, 'spec' | 'cluster' | 'facts'>,
  part: DeploymentPart,
  { initialize = false }: { initialize?: boolean } = {},
): Manifest[] {
  return deploymentObjects(run.spec, settingsOf(run, { initialize }))
    .filter(object => object.part === part)
    .map(({ manifest }) => manifest);
}

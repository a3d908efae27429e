import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Manifest } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { resourceOf } from '../run/resourceOf';
import type { Step } from '../run/RunContext';
import { describeObject } from '../run/WriteRecord';
import { read } from '../run/writing';
import { noLongerWanted } from './planUpdate';

/** Takes away what the deployment had and does not want any more; only what is ours, by its uid. */
export function removeUnwanted(before: KasmDeploymentSpec): Step {
  return {
    id: 'unwanted',
    title: 'Objects no longer wanted',
    async write(run) {
      for (const manifest of inOrderOfGoing(noLongerWanted(run, before))) {
        const { kind, metadata } = manifest;
        const { name, namespace } = metadata;
        const resource = resourceOf(manifest);
        const found = await read(run, resource, name, namespace);
        const object = { kind, ...(namespace && { namespace }), name };
        if (found?.metadata.labels?.[DEPLOYMENT_LABEL] !== run.spec.name) {
          // gone already, perhaps by a run that was stopped; or somebody else's by now
          run.written.remove(object);
          continue;
        }
        run.signal.throwIfAborted();
        await run.client.delete(resource, name, {
          namespace,
          uid: found.metadata.uid,
        });
        run.written.remove(object);
        run.progress.line(`${describeObject(object)} removed`);
      }
    },
  };
}

/**
 * The last that was written is the first to go, as it may point at others. Only of network policies
 * the one that denies goes before those that allow.
 */
function inOrderOfGoing(manifests: Manifest[]): Manifest[] {
  const isPolicy = ({ kind }: Manifest) => kind === 'NetworkPolicy';
  return [
    ...manifests.filter(manifest => !isPolicy(manifest)).reverse(),
    ...manifests.filter(isPolicy),
  ];
}

import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { componentsOf, isRolledOut } from '../run/components';
import { podTrouble } from '../run/podTrouble';
import type { PreparedRun, Step } from '../run/RunContext';
import { withPatience } from '../run/scaleUp';
import { waitFor } from '../run/waitFor';

/** Waits until every component runs. They start in a chain, of which the first open link counts. */
export const rollout: Step = {
  id: 'rollout',
  title: 'Control plane',
  async write(run) {
    return () => waitForComponents(run);
  },
};

function waitForComponents(run: PreparedRun): Promise<void> {
  const { namespace } = run.names;
  const { roles } = kasmVersion(run.spec.kasmVersion);
  return waitFor<void>(run, {
    about: 'control plane',
    deadline: run.deadlines.rollout,
    fromProgress: true,
    advice: `See kubectl -n ${namespace} get pods`,
    async look(signal) {
      const [components, { items: pods }] = await Promise.all([
        componentsOf(run, signal),
        run.client.list(resources.pods, {
          namespace,
          labelSelector: `app.kubernetes.io/instance=${run.names.release}`,
          signal,
        }),
      ]);
      const open = roles.filter(role => {
        const component = components.get(role);
        return !component || !isRolledOut(component);
      });
      const progress = `${roles.length - open.length} of ${
        roles.length
      } components ready`;
      if (open.length === 0) {
        return { done: true, value: undefined, progress };
      }
      const [first] = open;
      return {
        done: false,
        progress: `${progress}, waiting for ${first}`,
        trouble: await withPatience(run, namespace, troubleOf(pods, first)),
      };
    },
  });
}

/** Only the first open link is to blame: the others wait for it. */
function troubleOf(pods: KubeObject[], role: string) {
  return pods
    .filter(
      ({ metadata }) =>
        metadata.labels?.['app.kubernetes.io/component'] === role,
    )
    .map(podTrouble)
    .find(Boolean);
}

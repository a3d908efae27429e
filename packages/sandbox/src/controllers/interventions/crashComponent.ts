import { crashKey } from '../Disturbances';
import { databaseErrorLines } from '../kasm/logLines';
import type { Controllers } from '../startControllers';
import { databaseProblem, type DatabaseTrouble } from './databaseProblem';
import { once, type Heal } from './Heal';
import { missing } from './Place';

/**
 * Makes the pods of a Kasm component crash over and over, with a database error in their log.
 *
 * @param target - namespace, `app.kubernetes.io/instance` and `app.kubernetes.io/component` of the pods
 * @public
 */
export function crashComponent(
  controllers: Controllers,
  target: {
    namespace: string;
    release: string;
    component: string;
    trouble?: DatabaseTrouble;
  },
): Heal {
  const { rke2, disturbances, kubelet } = controllers;
  const { namespace, release, component } = target;
  const pods = () =>
    rke2.list('pods', {
      namespace,
      labels: {
        'app.kubernetes.io/part-of': 'kasm',
        'app.kubernetes.io/instance': release,
        'app.kubernetes.io/component': component,
      },
    });
  const [first] = pods();
  if (!first) {
    missing('pod of Kasm’s component', { namespace, name: component });
  }
  const problem = databaseProblem(rke2, first, target.trouble);
  const key = crashKey(first);
  disturbances.pods.crashing.set(key, () =>
    databaseErrorLines(component, problem),
  );
  const recheck = () =>
    pods().forEach(({ metadata }) => kubelet.recheck(namespace, metadata.name));
  recheck();
  return once(() => {
    disturbances.pods.crashing.delete(key);
    recheck();
  });
}

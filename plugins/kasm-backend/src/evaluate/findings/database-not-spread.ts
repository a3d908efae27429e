import { isInstance } from '../database';
import { command } from '../command';
import { rule } from './rule';

export const databaseNotSpread = rule(
  'database-not-spread',
  'database',
  context => {
    const { deployment, sights } = context;
    const { facts } = sights.database;
    const ready = (facts?.pods ?? []).filter(
      pod => pod.ready && isInstance(pod.component) && pod.node !== undefined,
    );
    const [node, ...others] = new Set(ready.map(pod => pod.node));
    if (
      !facts?.present ||
      facts.desired < 2 ||
      ready.length < 2 ||
      node === undefined ||
      others.length > 0
    ) {
      return [];
    }
    // Where Kasm runs elsewhere there are other nodes; else there may be this one only.
    const elsewhere = (sights.controlPlane.facts?.pods ?? []).some(
      pod => pod.node !== undefined && pod.node !== node,
    );
    const replicas = ready.filter(({ name }) => name !== facts.currentPrimary);
    const { databaseNamespace } = deployment;
    return [
      {
        severity: elsewhere ? 'warning' : 'info',
        title: `All database instances run on node ${node}`,
        evidence: [`${ready.length} instances, one node: it must not fail.`],
        remedy: [
          [
            'See which nodes the database may run on.',
            command`kubectl get nodes -l workload-type=database`,
          ],
          [
            'Then move a replica: it is made again where there is room.',
            command`kubectl -n ${databaseNamespace} delete pod ${replicas[0].name}`,
          ],
        ],
      },
    ];
  },
);

import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { CheckGroup } from '../CheckGroup';
import type { Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

/** A Node, as far as pods can go there. */
export interface Node extends KubeObject {
  spec?: {
    unschedulable?: boolean;
    taints?: Array<{ key: string; effect: string }>;
  };
  status?: { conditions?: Array<{ type: string; status: string }> };
}

interface Pool {
  id: string;
  title: string;
  selector: Record<string, string>;
  autoscaled: boolean;
  /** How many nodes are wanted, and what fewer of them mean. */
  spread?: { instances: number; antiAffinity: 'preferred' | 'required' };
}

/** Whether there are nodes for Kasm and for its database. */
export const nodes: CheckGroup = async ({ run, looks }) => {
  const { nodeSelector, database, autoscaledNodes: autoscaled } = run.spec;
  const found = await looks.list<Node>(resources.nodes);
  return {
    checks: [
      judgePool(found, {
        id: 'nodes-kasm',
        title: 'Nodes for Kasm',
        selector: nodeSelector,
        autoscaled,
      }),
      judgePool(found, {
        id: 'nodes-database',
        title: 'Nodes for the database',
        selector: database.nodeSelector,
        autoscaled,
        spread: database,
      }),
    ],
  };
};

/** @internal */
export function judgePool(
  found: Seen<Node[]>,
  { id, title, selector, autoscaled, spread }: Pool,
): PreflightCheck {
  const check = about(id, title);
  if (found.state !== 'there') {
    return found.state === 'hidden'
      ? check.unknown(found.detail, found.remedy)
      : check.skipped('there are no nodes to look at');
  }
  const labelled = found.value.filter(node => matches(node, selector));
  const usable = labelled.filter(takesPods);
  const where = describeSelector(selector);
  const scaled = autoscaled || found.value.some(isAutoscaled);
  if (usable.length === 0) {
    const text =
      labelled.length === 0
        ? `no node has ${where}`
        : `none of the ${labelled.length} nodes with ${where} takes pods (not ready, cordoned or tainted)`;
    return scaled
      ? check.warn(
          `${text} now; an autoscaler is expected to bring one`,
          'see that the pool it scales has the label',
        )
      : check.fail(
          text,
          'label nodes, choose another node selector, or set autoscaledNodes where an autoscaler brings them',
        );
  }
  const wanted = spread?.instances ?? 1;
  const seen = `${usable.length} ready with ${where}`;
  if (usable.length >= wanted) {
    return check.pass(seen);
  }
  const short = `${seen}, for ${wanted} instances`;
  if (spread?.antiAffinity === 'required') {
    const pending = `${short}: with antiAffinity required the others stay Pending`;
    return scaled
      ? check.warn(
          `${pending} until the autoscaler brings nodes`,
          'see that the pool it scales has the label, and may grow that far',
        )
      : check.fail(
          pending,
          `add nodes, choose ${usable.length} instances, or antiAffinity preferred`,
        );
  }
  return check.warn(
    `${short}: instances share a node, and are lost with it together`,
    'add nodes with that label',
  );
}

function matches(
  { metadata }: Node,
  selector: Record<string, string>,
): boolean {
  return Object.entries(selector).every(
    ([key, value]) => metadata.labels?.[key] === value,
  );
}

function takesPods({ spec = {}, status }: Node): boolean {
  return (
    !spec.unschedulable &&
    !spec.taints?.some(({ effect }) => /^No(Schedule|Execute)$/.test(effect)) &&
    status?.conditions?.some(
      ({ type, status: is }) => type === 'Ready' && is === 'True',
    ) === true
  );
}

function isAutoscaled({ metadata }: Node): boolean {
  return Object.keys(metadata.annotations ?? {}).some(key =>
    key.includes('cluster-autoscaler.kubernetes.io/'),
  );
}

function describeSelector(selector: Record<string, string>): string {
  const terms = Object.entries(selector).map(
    ([key, value]) => `${key}=${value}`,
  );
  return terms.length > 0 ? terms.join(',') : 'any label';
}

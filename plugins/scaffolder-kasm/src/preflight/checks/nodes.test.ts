import { judgePool, type Node } from './nodes';

const node = (more: object = {}, labels: object = { pool: 'db' }): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n', labels: { ...labels } },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
  ...more,
});
const cordoned = node({ spec: { unschedulable: true } });
const tainted = node({
  spec: { taints: [{ key: 'x', effect: 'NoSchedule' }] },
});
const broken = node({
  status: { conditions: [{ type: 'Ready', status: 'Unknown' }] },
});
const scaled = node(
  {
    metadata: {
      name: 's',
      annotations: {
        'cluster-autoscaler.kubernetes.io/scale-down-disabled': '',
      },
    },
  },
  {},
);

function judge(
  nodes: Node[],
  antiAffinity: 'preferred' | 'required' = 'preferred',
  autoscaled = false,
) {
  return judgePool(
    { state: 'there', value: nodes },
    {
      id: 'nodes-database',
      title: 'Nodes',
      selector: { pool: 'db' },
      autoscaled,
      spread: { instances: 2, antiAffinity },
    },
  ).status;
}

describe('nodes for the database', () => {
  it('counts only those that take pods', () => {
    expect(judge([node(), node()])).toBe('pass');
    for (const useless of [cordoned, tainted, broken]) {
      expect(judge([node(), useless])).toBe('warn');
      expect(judge([useless])).toBe('fail');
    }
  });

  it('fails with fewer than instances only when they must be apart', () => {
    expect(judge([node()], 'preferred')).toBe('warn');
    expect(judge([node()], 'required')).toBe('fail');
  });

  it('says that pods wait for the autoscaler when they must be apart', () => {
    const { detail } = judgePool(
      { state: 'there', value: [node()] },
      {
        id: 'nodes-database',
        title: 'Nodes',
        selector: { pool: 'db' },
        autoscaled: true,
        spread: { instances: 2, antiAffinity: 'required' },
      },
    );
    expect(detail).toContain('stay Pending until the autoscaler brings nodes');
    expect(detail).not.toContain('share');
  });

  it('trusts an autoscaler, seen or said', () => {
    expect(judge([scaled])).toBe('warn');
    expect(judge([], 'preferred', true)).toBe('warn');
    expect(judge([], 'preferred')).toBe('fail');
    expect(judge([node(), scaled], 'required')).toBe('warn');
  });
});

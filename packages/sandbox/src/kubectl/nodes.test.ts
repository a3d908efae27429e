import { kubectlHas } from './installedKubectl';
import { together, useKubectl } from './useKubectl';

describe('what kubectl does to nodes', () => {
  const kubectl = useKubectl();
  const { run, ended } = kubectl;

  if (kubectlHas.presentVersions) {
    it('cordons and drains them, as far as budgets let it', async () => {
      await run('create namespace drained');
      await run(
        '-n drained create deployment web --image=nginx:1 --replicas=2',
      );
      await run('-n drained rollout status deployment/web --timeout=60s');
      const node = await run(
        '-n drained get pods -o jsonpath={.items[0].spec.nodeName}',
      );
      const drain = (timeout: string) =>
        ended(
          `drain ${node} --ignore-daemonsets --pod-selector=app=web --timeout=${timeout}`,
        );
      await run('create -f -', {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'all', namespace: 'drained' },
        spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
      });
      const held = await drain('1s');
      expect(held.code).toBe(1);
      expect(held.err).toContain(
        "Cannot evict pod as it would violate the pod's disruption budget.",
      );
      await run('-n drained delete poddisruptionbudget all');
      const drained = await drain('60s');
      expect(drained.code).toBe(0);
      expect(drained.out).toContain(`node/${node} drained`);
      await run('-n drained rollout status deployment/web --timeout=60s');
      const [nodes, listed] = await together(
        run('-n drained get pods -o jsonpath={.items[*].spec.nodeName}'),
        run(`get node ${node}`),
      );
      expect(nodes.split(' ')).not.toContain(node);
      expect(listed).toContain('Ready,SchedulingDisabled');
      await run(`uncordon ${node}`);
      expect(await run(`get node ${node}`)).not.toContain('SchedulingDisabled');
    });
  }

  it('taints and labels them', async () => {
    const [node] = (await run('get nodes -o name')).split('\n');
    const name = node.replace('node/', '');
    await run(`taint nodes ${name} a=b:NoSchedule`);
    await run(`label ${node} rack=one`);
    expect(
      await run(`get ${node} -o jsonpath={.spec.taints[*].key}`),
    ).toContain('a');
    expect(await run('get nodes -l rack=one -o name')).toBe(`${node}\n`);
    await run(`taint nodes ${name} a-`);
  });
});

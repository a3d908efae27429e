import {
  deploymentNames,
  kasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { asked } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { componentsOf, isRolledOut } from './components';

async function componentsIn(kasmVersion: string, updatedReplicas = 1) {
  const cluster = new InMemoryCluster();
  for (const [kind, role] of [
    ['Deployment', 'api'],
    ['StatefulSet', 'guac'],
  ]) {
    cluster.put({
      apiVersion: 'apps/v1',
      kind,
      metadata: {
        name: `kasm-${role}-default`,
        namespace: 'kasm',
        generation: 2,
        labels: {
          'app.kubernetes.io/instance': 'kasm',
          'app.kubernetes.io/component': role,
        },
      },
      spec: { replicas: 1 },
      status: {
        observedGeneration: 2,
        replicas: 1,
        updatedReplicas,
        availableReplicas: 1,
      },
    });
  }
  const spec = kasmDeploymentSpec.parse({ ...asked, kasmVersion });
  const found = await componentsOf(
    { spec, names: deploymentNames(spec), client: cluster },
    new AbortController().signal,
  );
  return [...found].map(([role, component]) => [
    role,
    component.resource?.kind,
    isRolledOut(component),
  ]);
}

describe('components of a release', () => {
  it('may be StatefulSets where the chart has some, judged alike', async () => {
    expect(await componentsIn('1.19.0')).toEqual([
      ['api', 'Deployment', true],
      ['guac', 'StatefulSet', true],
    ]);
    expect(await componentsIn('1.19.0', 0)).toEqual([
      ['api', 'Deployment', false],
      ['guac', 'StatefulSet', false],
    ]);
  });

  it('are Deployments alone where the chart has no others', async () => {
    expect(await componentsIn('1.18.1')).toEqual([['api', 'Deployment', true]]);
  });
});

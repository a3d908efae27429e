import { mockServices } from '@backstage/backend-test-utils';
import { parse } from 'yaml';
import { onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { examples } from './createDeploymentAction.examples';
import { createInputJsonSchema, parseCreateInput } from './createInput';

describe('the examples', () => {
  it.each(examples)('$description: is valid', ({ example }) => {
    const [step] = parse(example).steps;
    expect(step.action).toBe('kasm:deployment:create');
    expect(parseCreateInput(step.input).spec.cluster).toBe('rke2');
  });

  it.each(examples)('$description: runs', async ({ example }) => {
    const cluster = new InMemoryCluster('vault-issuer');
    cluster.served['external-secrets.io/v1'] = ['externalsecrets'];
    cluster.put({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name: 'vault' },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    });
    cluster.put({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'barman-cloud', namespace: 'cnpg-system' },
    });
    cluster.put({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'barman-cloud',
        namespace: 'cnpg-system',
        labels: { 'cnpg.io/pluginName': 'barman-cloud.cloudnative-pg.io' },
      },
    });
    const [step] = parse(example).steps;
    const run = await runAction(
      step.input,
      {
        ...onCluster(cluster),
        userInfo: mockServices.userInfo({
          ownershipEntityRefs: [step.input.owner],
        }),
      },
      { isDryRun: true },
    );
    expect(run.error).toBeUndefined();
    expect(run.log.join('\n')).toContain('HelmChart kasm-portal/');
  });
});

describe('the registered schema', () => {
  it('says names and defaults and leaves refusing to the action', () => {
    expect(createInputJsonSchema.properties).toMatchObject({
      cluster: { type: 'string' },
      namespace: { type: 'string' },
      name: { default: 'kasm' },
    });
    expect(
      createInputJsonSchema.properties?.deadlines.properties?.database,
    ).toMatchObject({ default: 900 });
    expect(JSON.stringify(createInputJsonSchema)).not.toContain('"pattern"');
  });
});

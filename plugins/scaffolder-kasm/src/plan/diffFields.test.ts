import { diffFields } from './diffFields';

const chart = (values: object, more: object = {}) => ({
  apiVersion: 'helm.cattle.io/v1',
  kind: 'HelmChart',
  metadata: { name: 'kasm', namespace: 'kasm-portal', ...more },
  spec: { version: '1.1181.1', valuesContent: JSON.stringify(values) },
});

describe('diffFields', () => {
  it('says nothing of what only the server counts', () => {
    const before = chart({}, { resourceVersion: '1', generation: 1, uid: 'a' });
    const after = chart({}, { resourceVersion: '2', generation: 2, uid: 'a' });
    expect(diffFields({ ...before, status: { jobName: 'x' } }, after)).toEqual(
      [],
    );
  });

  it('names each field with its old and its new value', () => {
    const cluster = (instances: number, size: string) => ({
      kind: 'Cluster',
      metadata: { name: 'kasm-pg' },
      spec: { instances, storage: { size }, plugins: [{ name: 'a' }] },
    });
    expect(diffFields(cluster(1, '20Gi'), cluster(3, '50Gi'))).toEqual([
      { path: 'spec.instances', before: 1, after: 3 },
      { path: 'spec.storage.size', before: '20Gi', after: '50Gi' },
    ]);
  });

  it('tells what is new and what goes, in lists and labels too', () => {
    expect(
      diffFields(
        { metadata: { labels: { 'a/b': 'x' } }, spec: { list: [1] } },
        { metadata: { labels: { 'a/c': 'y' } }, spec: { list: [1, 2] } },
      ),
    ).toEqual([
      { path: 'spec.list[1]', after: 2 },
      { path: 'metadata.labels["a/b"]', before: 'x' },
      { path: 'metadata.labels["a/c"]', after: 'y' },
    ]);
  });

  it('compares values as what they mean, not as text', () => {
    const before = chart({ deploymentSize: 'small', publicAddr: 'a' });
    const after = chart({ publicAddr: 'a', deploymentSize: 'large' });
    expect(diffFields(before, after)).toEqual([
      {
        path: 'spec.valuesContent:deploymentSize',
        before: 'small',
        after: 'large',
      },
    ]);
    const yaml = {
      ...before,
      spec: {
        ...before.spec,
        valuesContent: '# by hand\npublicAddr: a\ndeploymentSize: small\n',
      },
    };
    expect(diffFields(yaml, before)).toEqual([]);
  });

  it('never shows a value of a Secret', () => {
    const secret = (password: string) => ({
      kind: 'Secret',
      metadata: { name: 's' },
      data: { password: btoa(password) },
    });
    const changes = diffFields(secret('CanaryOne'), secret('CanaryTwo'));
    expect(changes).toEqual([
      { path: 'data.password', before: '(not shown)', after: '(not shown)' },
    ]);
  });
});

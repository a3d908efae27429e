import { entityEnvelopeSchemaValidator } from '@backstage/catalog-model';
import { deploymentEntities } from './deploymentEntities';

const item = {
  ref: 'rke2/kasm',
  cluster: 'rke2',
  name: 'kasm',
  title: 'Desktops',
  state: 'active' as const,
  owner: 'group:default/desktops',
  system: 'workplace',
  host: 'kasm.example.com',
  url: 'https://kasm.example.com/',
  databaseCluster: 'kasm-pg',
  agentCluster: 'harvester',
  health: 'healthy' as const,
  summary: '',
  revision: '1',
};

describe('deploymentEntities', () => {
  it('points at the deployment and at the shared runbook', () => {
    const [component, database, agents] = deploymentEntities(item);
    expect(component).toMatchObject({
      kind: 'Component',
      metadata: {
        name: 'rke2-kasm',
        annotations: {
          'kasm-portal/deployment': 'rke2/kasm',
          'backstage.io/techdocs-entity': 'component:default/kasm-runbook',
        },
        links: [{ url: 'https://kasm.example.com/' }],
      },
      spec: {
        type: 'virtual-desktops',
        owner: 'group:default/desktops',
        system: 'workplace',
        dependsOn: [
          `resource:default/${database.metadata.name}`,
          `resource:default/${agents.metadata.name}`,
        ],
      },
    });
  });

  it('has no agents to depend on when it has none', () => {
    const { agentCluster: _, ...without } = item;
    expect(
      deploymentEntities(without).map(entity => entity.metadata.name),
    ).toEqual(['rke2-kasm', 'rke2-kasm-database']);
  });

  it('links nowhere but to https', () => {
    // eslint-disable-next-line no-script-url
    const [component] = deploymentEntities({ ...item, url: 'javascript:1' });
    expect(component.metadata.links).toEqual([]);
  });

  it('keeps every name within what the catalog takes, and apart', () => {
    const cluster = 'c'.repeat(32);
    const names = ['a', 'b'].flatMap(last =>
      deploymentEntities({
        ...item,
        cluster,
        name: `${'n'.repeat(29)}${last}`,
      }).map(entity => entity.metadata.name),
    );
    expect(new Set(names).size).toBe(6);
    expect(names.every(name => name.length <= 63)).toBe(true);
  });

  it('makes entities that the catalog accepts', () => {
    const validate = entityEnvelopeSchemaValidator();
    expect(() =>
      deploymentEntities(item).forEach(e => validate(e)),
    ).not.toThrow();
  });
});

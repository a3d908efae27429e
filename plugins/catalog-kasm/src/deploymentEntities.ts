import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import {
  DEPLOYMENT_ANNOTATION,
  DeploymentListItem,
  RUNBOOK_ENTITY_REF,
  entityName,
} from '@kasm-portal/backstage-plugin-kasm-common';

/** Location key of everything that comes from one cluster. */
export function clusterLocation(cluster: string): string {
  return `kasm:${cluster}`;
}

/** Catalog names end at 63 characters; what is longer is cut and told apart by a hash. */
function resourceName(base: string, suffix: string): string {
  const name = `${base}-${suffix}`;
  if (name.length <= 63) {
    return name;
  }
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${base.slice(0, 63 - suffix.length - 8)}-${hash}-${suffix}`;
}

/**
 * A deployment as catalog entities: the Component that people open, and what it depends on.
 */
export function deploymentEntities(item: DeploymentListItem): Entity[] {
  const name = entityName(item.cluster, item.name);
  const location = clusterLocation(item.cluster);
  const annotations = {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    // One runbook for all: the About card and the Docs tab open it.
    'backstage.io/techdocs-entity': RUNBOOK_ENTITY_REF,
  };
  const owner = item.owner ?? 'unknown';
  const system = item.system ? { system: item.system } : {};
  const database = resourceName(name, 'database');
  const agents = resourceName(name, 'agents');
  const resource = (
    resourceId: string,
    title: string,
    type: string,
    description: string,
  ): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: resourceId, title, description, annotations },
    spec: { type, owner, ...system },
  });
  return [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        title: item.title,
        description: `Kasm Workspaces virtual desktops at ${item.host}`,
        annotations: { ...annotations, [DEPLOYMENT_ANNOTATION]: item.ref },
        tags: ['kasm', 'virtual-desktops'],
        links: item.url.startsWith('https://')
          ? [{ url: item.url, title: 'Open Kasm', icon: 'dashboard' }]
          : [],
      },
      spec: {
        type: 'virtual-desktops',
        lifecycle: item.state === 'retired' ? 'deprecated' : 'production',
        owner,
        ...system,
        dependsOn: [database, ...(item.agentCluster ? [agents] : [])].map(
          id => `resource:default/${id}`,
        ),
      },
    },
    resource(
      database,
      `${item.title} database`,
      'postgresql-cluster',
      `CloudNativePG cluster ${item.databaseCluster} on ${item.cluster}`,
    ),
    ...(item.agentCluster
      ? [
          resource(
            agents,
            `${item.title} agents`,
            'virtual-machines',
            `Virtual machines on ${item.agentCluster} that run the desktops of ${item.title}`,
          ),
        ]
      : []),
  ];
}

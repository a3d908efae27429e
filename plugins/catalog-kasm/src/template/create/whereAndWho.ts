import type { JsonObject } from '@backstage/types';
import { folded } from '../branches';
import type { ClusterChoices } from '../clusterChoices';
import { nodes } from './nodes';
import { DOMAIN, NAME, NAMESPACE } from '../written';

const kasmNodes = nodes('Kasm', 'workload-type: general');

/** Page 1: where it goes and whose it is. */
export function whereAndWho({ clusters, domains }: ClusterChoices): JsonObject {
  return {
    title: 'Where and who',
    required: ['cluster', 'name', 'owner', 'domain'],
    properties: {
      cluster: {
        title: 'Cluster',
        type: 'string',
        description: 'Where the control plane and the database run',
        enum: clusters.map(({ name }) => name),
        enumNames: clusters.map(({ title }) => title),
        ...(clusters[0] ? { default: clusters[0].name } : {}),
        'ui:field': 'KasmClusterPicker',
      },
      name: {
        title: 'Name',
        description:
          'Small letters, digits and dashes, at most 30; begins with a letter',
        ...NAME,
        default: 'desktops',
        'ui:autofocus': true,
        'ui:options': { inputProps: { autoCapitalize: 'none' } },
      },
      title: {
        title: 'Title',
        type: 'string',
        description: 'What people see; the name when left empty',
        maxLength: 63,
      },
      owner: {
        title: 'Owner',
        type: 'string',
        description: 'Who answers for it',
        'ui:field': 'OwnerPicker',
        'ui:options': { catalogFilter: { kind: 'Group' } },
      },
      domain: {
        title: 'Domain',
        description:
          'Root domain; the DNS record of the host must point at Traefik',
        ...DOMAIN,
        ...(domains.length > 0 ? { default: domains[0] } : {}),
        'ui:field': 'KasmDomainField',
      },
      placement: folded(
        'Placement',
        'Namespace, release, system, nodes, network policies',
        {
          namespace: {
            title: 'Namespace of Kasm',
            description: 'The name when left empty',
            ...NAMESPACE,
          },
          release: {
            title: 'Helm release',
            description:
              'The name when left empty; the host begins with it. For an installation that has another one',
            ...NAME,
          },
          system: {
            title: 'System',
            type: 'string',
            description: 'Of the catalog, to which this belongs',
            maxLength: 253,
          },
          ...kasmNodes.properties,
          autoscaledNodes: {
            title: 'Nodes come by autoscaling',
            type: 'boolean',
            description:
              'Do not stop because no node with the right labels is there now',
            default: false,
          },
          networkPolicies: {
            title: 'Network policies',
            type: 'boolean',
            description:
              'Let through what Kasm and its database need, and nothing else',
            default: false,
          },
        },
        kasmNodes.dependencies,
      ),
    },
  };
}

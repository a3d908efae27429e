import type { JsonObject } from '@backstage/types';
import type { ClusterChoices } from './clusterChoices';

// Patterns repeat what the spec refuses, so that the form says it first. The action checks again.
const NAME = '^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$';
const DOMAIN =
  '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$';
const NAMESPACE = '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$';
const OBJECT = '^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$';
const SIZE = '^[1-9][0-9]{0,5}(Mi|Gi|Ti)$';
const HOURS = '^[1-9][0-9]{0,5}h$';

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
      },
      name: {
        title: 'Name',
        type: 'string',
        description: `Small letters, digits and dashes, at most 30; begins with a letter. Namespace, Helm release and host follow from it: desktops becomes desktops.${
          domains[0] ?? 'example.com'
        }`,
        pattern: NAME,
        default: 'desktops',
        'ui:autofocus': true,
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
        type: 'string',
        description:
          'Root domain; the DNS record of the host must point at Traefik',
        pattern: DOMAIN,
        ...(domains.length > 0 ? { enum: domains, default: domains[0] } : {}),
      },
    },
  };
}

/** Page 2: how much of it. */
export const howBig: JsonObject = {
  title: 'How big',
  required: ['size'],
  properties: {
    size: {
      title: 'Size',
      type: 'string',
      enum: ['small', 'medium', 'large'],
      enumNames: [
        'Small: 10–15 sessions',
        'Medium: 25–30 sessions',
        'Large: 50 and more sessions',
      ],
      default: 'small',
    },
    database: {
      title: 'Database',
      type: 'object',
      required: ['instances', 'storageSize', 'namespace'],
      properties: {
        instances: {
          title: 'PostgreSQL instances',
          type: 'integer',
          minimum: 1,
          maximum: 9,
          default: 3,
        },
        storageSize: {
          title: 'Storage per instance',
          type: 'string',
          description: 'A whole number of Mi, Gi or Ti, such as 20Gi',
          pattern: SIZE,
          default: '20Gi',
        },
        storageClass: {
          title: 'Storage class',
          type: 'string',
          description: "The cluster's default when left empty",
          pattern: OBJECT,
        },
        namespace: {
          title: 'Namespace of the database',
          type: 'string',
          pattern: NAMESPACE,
          default: 'database',
        },
      },
    },
  },
};

/** Page 3: how people reach it, and what secures it. */
export const reachedAndSecured: JsonObject = {
  title: 'How it is reached and secured',
  properties: {
    certificate: {
      title: 'Certificate',
      type: 'object',
      properties: {
        issuer: {
          title: 'ClusterIssuer',
          type: 'string',
          pattern: OBJECT,
          default: 'vault-issuer',
        },
        duration: {
          title: 'Lifetime',
          type: 'string',
          description: 'In whole hours, such as 720h for 30 days',
          pattern: HOURS,
          default: '720h',
        },
        renewBefore: {
          title: 'Renewed before its end',
          type: 'string',
          description: 'In whole hours, such as 168h for a week',
          pattern: HOURS,
          default: '168h',
        },
      },
    },
    ingress: {
      title: 'Ingress',
      type: 'object',
      properties: {
        entryPoint: {
          title: 'Traefik entry point',
          type: 'string',
          pattern: '^[a-zA-Z0-9]{1,63}$',
          default: 'websecure',
        },
        ingressClass: {
          title: 'Ingress class',
          type: 'string',
          pattern: OBJECT,
          default: 'traefik',
        },
        backend: {
          title: 'From Traefik to Kasm',
          type: 'string',
          enum: ['https', 'http'],
          enumNames: [
            'HTTPS to port 8443, certificate not verified (the platform’s way)',
            'HTTP to port 8080, inside the cluster',
          ],
          default: 'https',
        },
      },
    },
  },
};

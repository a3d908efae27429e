import type { JsonObject } from '@backstage/types';
import type { ClusterChoices } from './clusterChoices';

/** A pattern, and what the form says instead of showing it. */
function written(pattern: string, rule: string) {
  return { pattern, errorMessage: { pattern: `must be ${rule}` } };
}

// They repeat what the spec refuses, so that the form says it first. The action checks again.
const NAME = written(
  '^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$',
  '1–30 small letters, digits or dashes, beginning with a letter',
);
const DOMAIN = written(
  '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$',
  'a domain such as example.com, in small letters',
);
const NAMESPACE = written(
  '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
  '1–63 small letters, digits or dashes',
);
const OBJECT = written(
  '^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$',
  'the name of a Kubernetes object: small letters, digits, dashes or dots',
);
const SIZE = written(
  '^[1-9][0-9]{0,5}(Mi|Gi|Ti)$',
  'a size such as 20Gi (Mi, Gi or Ti)',
);
const HOURS = written('^[1-9][0-9]{0,5}h$', 'whole hours such as 720h');
const ENTRY_POINT = written(
  '^[a-zA-Z0-9]{1,63}$',
  'the name of an entry point: letters and digits',
);

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
        ...NAME,
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
        ...DOMAIN,
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
          ...SIZE,
          default: '20Gi',
        },
        storageClass: {
          title: 'Storage class',
          type: 'string',
          description: "The cluster's default when left empty",
          ...OBJECT,
        },
        namespace: {
          title: 'Namespace of the database',
          type: 'string',
          ...NAMESPACE,
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
          ...OBJECT,
          default: 'vault-issuer',
        },
        duration: {
          title: 'Lifetime',
          type: 'string',
          description: 'In whole hours, such as 720h for 30 days',
          ...HOURS,
          default: '720h',
        },
        renewBefore: {
          title: 'Renewed before its end',
          type: 'string',
          description: 'In whole hours, such as 168h for a week',
          ...HOURS,
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
          ...ENTRY_POINT,
          default: 'websecure',
        },
        ingressClass: {
          title: 'Ingress class',
          type: 'string',
          ...OBJECT,
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

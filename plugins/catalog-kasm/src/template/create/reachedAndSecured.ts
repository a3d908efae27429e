import type { JsonObject } from '@backstage/types';
import { branches, folded } from '../branches';
import { ENTRY_POINT, HOURS, NAMESPACE, OBJECT } from '../written';
import { secrets } from './secrets';

const certificate: JsonObject = {
  title: 'Certificate',
  type: 'object',
  properties: {
    issuer: {
      title: 'ClusterIssuer',
      ...OBJECT,
      default: 'vault-issuer',
    },
    more: folded('Lifetime', 'How long it is valid, and when it is renewed', {
      duration: {
        title: 'Lifetime of the certificate',
        description: 'In whole hours, such as 720h for 30 days',
        ...HOURS,
        default: '720h',
      },
      renewBefore: {
        title: 'Renewed before its end',
        description: 'In whole hours, such as 168h for a week',
        ...HOURS,
        default: '168h',
      },
    }),
  },
};

const ingress: JsonObject = {
  title: 'Ingress',
  type: 'object',
  'ui:order': ['kind', '*', 'more'],
  required: ['kind'],
  properties: {
    kind: {
      title: 'Way in',
      type: 'string',
      enum: ['ingressRoute', 'httpRoute'],
      enumNames: [
        'IngressRoute of Traefik (the platform’s way)',
        'HTTPRoute of the Gateway API',
      ],
      default: 'ingressRoute',
    },
    more: folded(
      'Timeouts and restarts',
      'How long sessions may be silent; when a renewed certificate is taken up',
      {
        readTimeout: {
          title: 'Read timeout, in seconds',
          type: 'integer',
          description:
            'What Traefik’s entry point must allow; Kasm’s own proxy ends at 1,800',
          minimum: 60,
          maximum: 86_400,
          default: 1_800,
        },
        manageTraefikTimeouts: {
          title: 'Raise Traefik’s timeouts where they are lower',
          type: 'boolean',
          description:
            'They are shared with everything behind the same entry point; needs kasm.traefik.update',
          default: false,
        },
        restartHour: {
          title: 'Hour of restarts, UTC',
          type: 'integer',
          description:
            'When components that serve a renewed certificate are restarted',
          minimum: 0,
          maximum: 23,
          default: 3,
        },
      },
    ),
  },
  dependencies: branches('kind', {
    ingressRoute: {
      properties: {
        backend: {
          title: 'From Traefik to Kasm',
          type: 'string',
          enum: ['https', 'http'],
          enumNames: [
            'HTTPS to port 8443 (the platform’s way)',
            'HTTP to port 8080, inside the cluster',
          ],
          default: 'https',
        },
        verifyBackend: {
          title: 'Verify Kasm’s certificate',
          type: 'boolean',
          description:
            'With HTTPS: Traefik checks it against its issuer’s CA. Kasm’s proxy is then restarted when it is renewed',
          default: false,
        },
        entryPoint: {
          title: 'Traefik entry point',
          ...ENTRY_POINT,
          default: 'websecure',
        },
        ingressClass: {
          title: 'Ingress class',
          ...OBJECT,
          default: 'traefik',
        },
      },
    },
    httpRoute: {
      required: ['gateway'],
      properties: {
        gateway: {
          title: 'Gateway',
          type: 'object',
          required: ['name', 'namespace'],
          properties: {
            name: { title: 'Name of the Gateway', ...OBJECT },
            namespace: { title: 'Namespace of the Gateway', ...NAMESPACE },
            sectionName: {
              title: 'Listener',
              description: 'All that allow the host when left empty',
              ...OBJECT,
            },
          },
        },
      },
    },
  }),
};

/** Page 3: how people reach it, what secures it, and what is done now. */
export function reachedAndSecured({
  properties,
  ...more
}: {
  properties: JsonObject;
  dependencies?: JsonObject;
}): JsonObject {
  return {
    title: 'How it is reached and secured',
    properties: { certificate, ingress, secrets, ...properties },
    ...more,
  };
}

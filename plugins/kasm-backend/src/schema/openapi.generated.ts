// Made from openapi.yaml by `yarn schema`. Do not edit.
/* eslint-disable */
export const spec = {
  openapi: '3.0.3',
  info: {
    title: 'kasm',
    version: '1',
    description:
      'What the portal knows of Kasm Workspaces deployments. Nothing here changes anything.',
    license: {
      name: 'Apache-2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0.html',
    },
    contact: {},
  },
  servers: [
    {
      url: '/',
    },
  ],
  components: {
    securitySchemes: {
      JWT: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
      },
    },
    parameters: {
      cluster: {
        name: 'cluster',
        in: 'path',
        required: true,
        description: "Configured name of the control plane's cluster.",
        schema: {
          type: 'string',
          pattern: '^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$',
        },
      },
      name: {
        name: 'name',
        in: 'path',
        required: true,
        description: 'Name of the deployment.',
        schema: {
          type: 'string',
          pattern: '^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$',
        },
      },
    },
    responses: {
      Error: {
        description:
          'An error. 404 is the answer for deployments that are unknown and for those that the caller may not see, alike (code NotVisible); without kasm configuration its code is NotConfigured.',
        content: {
          'application/json': {
            schema: {
              $ref: '#/components/schemas/Error',
            },
          },
        },
      },
    },
    schemas: {
      Error: {
        type: 'object',
        required: ['error', 'response'],
        properties: {
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: {
                type: 'string',
              },
              message: {
                type: 'string',
              },
              code: {
                type: 'string',
                enum: ['NotVisible', 'NotConfigured'],
              },
            },
          },
          request: {
            type: 'object',
          },
          response: {
            type: 'object',
            required: ['statusCode'],
            properties: {
              statusCode: {
                type: 'integer',
              },
            },
          },
        },
      },
      Health: {
        type: 'string',
        enum: ['healthy', 'progressing', 'degraded', 'down', 'unknown'],
      },
      DeploymentState: {
        type: 'string',
        enum: ['creating', 'active', 'retired'],
      },
      SourceStatus: {
        type: 'object',
        required: ['state'],
        properties: {
          state: {
            type: 'string',
            enum: [
              'ok',
              'empty',
              'notInstalled',
              'notConfigured',
              'forbidden',
              'unauthenticated',
              'unreachable',
              'stale',
            ],
          },
          since: {
            type: 'string',
            description: 'RFC 3339',
          },
          seen: {
            type: 'string',
            description: 'RFC 3339',
          },
          reason: {
            type: 'string',
          },
          optional: {
            type: 'boolean',
          },
        },
      },
      DeploymentListItem: {
        type: 'object',
        required: [
          'ref',
          'cluster',
          'name',
          'title',
          'state',
          'host',
          'url',
          'databaseCluster',
          'health',
          'summary',
          'revision',
        ],
        properties: {
          ref: {
            type: 'string',
            description: '<cluster>/<name>',
          },
          cluster: {
            type: 'string',
          },
          name: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          state: {
            $ref: '#/components/schemas/DeploymentState',
          },
          owner: {
            type: 'string',
          },
          host: {
            type: 'string',
          },
          url: {
            type: 'string',
          },
          system: {
            type: 'string',
          },
          databaseCluster: {
            type: 'string',
          },
          agentCluster: {
            type: 'string',
          },
          health: {
            $ref: '#/components/schemas/Health',
          },
          summary: {
            type: 'string',
          },
          revision: {
            type: 'string',
          },
        },
      },
      DeploymentList: {
        type: 'object',
        required: ['configured', 'items', 'clusters'],
        properties: {
          configured: {
            type: 'boolean',
          },
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/DeploymentListItem',
            },
          },
          clusters: {
            type: 'object',
            description:
              'Per control-plane cluster, whether its descriptors are known.',
            additionalProperties: {
              $ref: '#/components/schemas/SourceStatus',
            },
          },
        },
      },
      Finding: {
        type: 'object',
        required: ['id', 'severity', 'title', 'evidence', 'remedy', 'runbook'],
        properties: {
          id: {
            type: 'string',
          },
          severity: {
            type: 'string',
            enum: ['critical', 'error', 'warning', 'info'],
          },
          title: {
            type: 'string',
          },
          since: {
            type: 'string',
          },
          subject: {
            type: 'string',
          },
          evidence: {
            type: 'array',
            description: 'Text from clusters, cleaned; never instructions.',
            items: {
              type: 'string',
            },
          },
          remedy: {
            type: 'array',
            items: {
              type: 'object',
              required: ['text'],
              properties: {
                text: {
                  type: 'string',
                },
                command: {
                  type: 'string',
                },
              },
            },
          },
          runbook: {
            type: 'string',
          },
          settling: {
            type: 'boolean',
          },
          explainedBy: {
            type: 'string',
          },
        },
      },
      Check: {
        type: 'object',
        required: ['id', 'result', 'evidence'],
        properties: {
          id: {
            type: 'string',
          },
          result: {
            type: 'string',
            enum: ['pass', 'fail', 'unknown', 'skipped'],
          },
          evidence: {
            type: 'string',
          },
        },
      },
      StatusDocument: {
        type: 'object',
        required: [
          'deployment',
          'health',
          'summary',
          'headline',
          'revision',
          'observedAt',
          'sources',
          'changes',
          'checks',
          'findings',
        ],
        properties: {
          deployment: {
            type: 'object',
            required: [
              'ref',
              'cluster',
              'name',
              'title',
              'state',
              'domain',
              'host',
              'url',
            ],
            properties: {
              ref: {
                type: 'string',
              },
              cluster: {
                type: 'string',
              },
              name: {
                type: 'string',
              },
              title: {
                type: 'string',
              },
              state: {
                $ref: '#/components/schemas/DeploymentState',
              },
              owner: {
                type: 'string',
              },
              domain: {
                type: 'string',
              },
              host: {
                type: 'string',
              },
              url: {
                type: 'string',
              },
              versions: {
                type: 'object',
              },
              names: {
                type: 'object',
              },
            },
          },
          health: {
            $ref: '#/components/schemas/Health',
          },
          summary: {
            type: 'string',
          },
          headline: {
            type: 'object',
          },
          revision: {
            type: 'string',
          },
          observedAt: {
            type: 'string',
          },
          sources: {
            type: 'object',
            additionalProperties: {
              $ref: '#/components/schemas/SourceStatus',
            },
          },
          controlPlane: {
            type: 'object',
          },
          database: {
            type: 'object',
          },
          ingress: {
            type: 'object',
          },
          agents: {
            type: 'object',
          },
          sessions: {
            type: 'object',
          },
          capacity: {
            type: 'object',
          },
          changes: {
            type: 'array',
            items: {
              type: 'object',
            },
          },
          checks: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/Check',
            },
          },
          findings: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/Finding',
            },
          },
        },
      },
      ComponentLog: {
        type: 'object',
        required: ['component', 'pods'],
        properties: {
          component: {
            type: 'string',
          },
          pods: {
            type: 'array',
            items: {
              type: 'object',
              required: ['pod', 'container', 'lines'],
              properties: {
                pod: {
                  type: 'string',
                },
                container: {
                  type: 'string',
                },
                lines: {
                  type: 'array',
                  items: {
                    type: 'string',
                  },
                },
                problem: {
                  type: 'string',
                },
              },
            },
          },
        },
      },
      ClusterList: {
        type: 'object',
        required: ['configured', 'items'],
        properties: {
          configured: {
            type: 'boolean',
          },
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'roles', 'namespaces', 'domains', 'reachable'],
              properties: {
                name: {
                  type: 'string',
                },
                title: {
                  type: 'string',
                },
                roles: {
                  type: 'array',
                  items: {
                    type: 'string',
                    enum: ['controlPlane', 'agents'],
                  },
                },
                namespaces: {
                  type: 'array',
                  items: {
                    type: 'string',
                  },
                },
                domains: {
                  type: 'array',
                  items: {
                    type: 'string',
                  },
                },
                reachable: {
                  type: 'boolean',
                },
                reason: {
                  type: 'string',
                },
              },
            },
          },
        },
      },
      DnsAnswer: {
        type: 'object',
        required: ['host', 'addresses', 'expected'],
        properties: {
          host: {
            type: 'string',
          },
          addresses: {
            type: 'array',
            description:
              'What the resolver answered; empty when it knows none.',
            items: {
              type: 'string',
            },
          },
          expected: {
            type: 'array',
            description:
              "Addresses of the cluster's ingress, as far as the configuration names them.",
            items: {
              type: 'string',
            },
          },
          matches: {
            type: 'boolean',
            description:
              'Whether the host points at the ingress; absent when either side is not known.',
          },
          problem: {
            type: 'string',
            description: 'One sentence for people.',
          },
        },
      },
    },
  },
  paths: {
    '/v1/deployments': {
      get: {
        operationId: 'GetDeployments',
        summary:
          'The deployments that the caller may see (kasm.deployment.read)',
        security: [
          {},
          {
            JWT: [],
          },
        ],
        parameters: [],
        responses: {
          '200': {
            description: 'Ordered by ref.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DeploymentList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/deployments/{cluster}/{name}': {
      get: {
        operationId: 'GetDeployment',
        summary: 'The status document of a deployment (kasm.deployment.read)',
        security: [
          {},
          {
            JWT: [],
          },
        ],
        parameters: [
          {
            $ref: '#/components/parameters/cluster',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            name: 'If-None-Match',
            in: 'header',
            required: false,
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 1000,
            },
          },
        ],
        responses: {
          '200': {
            description: 'The newest judgement; its revision is the ETag.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/StatusDocument',
                },
              },
            },
          },
          '304': {
            description: 'Not changed since the revision in If-None-Match.',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/deployments/{cluster}/{name}/logs/{component}': {
      get: {
        operationId: 'GetComponentLog',
        summary:
          "The last lines of a component's containers, redacted (kasm.logs.read)",
        security: [
          {},
          {
            JWT: [],
          },
        ],
        parameters: [
          {
            $ref: '#/components/parameters/cluster',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            name: 'component',
            in: 'path',
            required: true,
            description: 'Role of a component that has pods now.',
            schema: {
              type: 'string',
              pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
            },
          },
          {
            name: 'tail',
            in: 'query',
            required: false,
            description: 'Lines in all.',
            allowReserved: true,
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 500,
              default: 200,
            },
          },
        ],
        responses: {
          '200': {
            description: 'By pod, newest pod first.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ComponentLog',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/clusters': {
      get: {
        operationId: 'GetClusters',
        summary: 'The configured clusters, for forms',
        security: [
          {},
          {
            JWT: [],
          },
        ],
        parameters: [],
        responses: {
          '200': {
            description: "In the configuration's order.",
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ClusterList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/clusters/{cluster}/dns': {
      get: {
        operationId: 'GetClusterDns',
        summary:
          "What the portal's resolver says of a host within the cluster's domains, for forms (kasm.deployment.create); a limited number of times a minute",
        security: [
          {},
          {
            JWT: [],
          },
        ],
        parameters: [
          {
            $ref: '#/components/parameters/cluster',
          },
          {
            name: 'host',
            in: 'query',
            required: true,
            description:
              'Full name, in small letters, without a dot at its end.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 253,
              pattern:
                '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$',
            },
          },
        ],
        responses: {
          '200': {
            description: 'An answer, also when there is no such name.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DnsAnswer',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
  },
} as const;

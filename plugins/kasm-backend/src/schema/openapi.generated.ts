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
        additionalProperties: false,
        properties: {
          error: {
            type: 'object',
            description: 'In development Backstage adds a stack.',
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
            additionalProperties: false,
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
      PartState: {
        type: 'string',
        enum: ['ok', 'progressing', 'failing', 'stopped', 'missing', 'unknown'],
      },
      SourceState: {
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
      SourceStatus: {
        type: 'object',
        required: ['state'],
        additionalProperties: false,
        properties: {
          state: {
            $ref: '#/components/schemas/SourceState',
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
      DescriptorsStatus: {
        type: 'object',
        required: ['state'],
        additionalProperties: false,
        properties: {
          state: {
            $ref: '#/components/schemas/SourceState',
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
          refused: {
            type: 'integer',
            description: 'How many ask for what they may not have.',
          },
          elsewhere: {
            type: 'integer',
            description: 'How many are ignored for being in another namespace.',
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
        additionalProperties: false,
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
        additionalProperties: false,
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
              $ref: '#/components/schemas/DescriptorsStatus',
            },
          },
        },
      },
      Finding: {
        type: 'object',
        required: ['id', 'severity', 'title', 'evidence', 'remedy', 'runbook'],
        additionalProperties: false,
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
              additionalProperties: false,
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
        required: ['id', 'result'],
        additionalProperties: false,
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
      DeploymentStatus: {
        type: 'object',
        description: 'Fixed facts, from the descriptor or the configuration.',
        required: [
          'ref',
          'cluster',
          'name',
          'title',
          'state',
          'domain',
          'host',
          'url',
          'versions',
          'names',
        ],
        additionalProperties: false,
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
            description: 'Entity reference.',
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
            additionalProperties: false,
            properties: {
              kasm: {
                type: 'string',
              },
              chart: {
                type: 'string',
              },
              postgres: {
                type: 'string',
              },
            },
          },
          names: {
            type: 'object',
            description: 'Names typed into a shell.',
            required: [
              'namespace',
              'release',
              'systemNamespace',
              'databaseNamespace',
              'databaseCluster',
              'tlsSecret',
              'adminSecret',
              'credentialsSecret',
              'ingressNamespace',
              'ingressWorkload',
              'operatorNamespace',
            ],
            additionalProperties: false,
            properties: {
              namespace: {
                type: 'string',
              },
              release: {
                type: 'string',
              },
              systemNamespace: {
                type: 'string',
              },
              databaseNamespace: {
                type: 'string',
              },
              databaseCluster: {
                type: 'string',
              },
              tlsSecret: {
                type: 'string',
              },
              adminSecret: {
                type: 'string',
              },
              credentialsSecret: {
                type: 'string',
              },
              ingressNamespace: {
                type: 'string',
              },
              ingressWorkload: {
                type: 'string',
              },
              operatorNamespace: {
                type: 'string',
              },
              agentCluster: {
                type: 'string',
              },
              agentNamespace: {
                type: 'string',
              },
            },
          },
        },
      },
      ReleaseStatus: {
        type: 'object',
        required: ['delivery', 'state'],
        additionalProperties: false,
        properties: {
          delivery: {
            type: 'string',
            enum: ['helmchart', 'external'],
          },
          version: {
            type: 'string',
            description: 'Of the chart.',
          },
          appVersion: {
            type: 'string',
            description: 'Of Kasm.',
          },
          state: {
            $ref: '#/components/schemas/PartState',
          },
          reason: {
            type: 'string',
          },
          policy: {
            type: 'string',
          },
          firstFailure: {
            type: 'object',
            description: 'Why Helm failed first.',
            required: ['at', 'message'],
            additionalProperties: false,
            properties: {
              at: {
                type: 'string',
                description: 'RFC 3339',
              },
              message: {
                type: 'string',
              },
            },
          },
        },
      },
      ComponentStatus: {
        type: 'object',
        required: ['role', 'state', 'ready', 'desired'],
        additionalProperties: false,
        properties: {
          role: {
            type: 'string',
          },
          state: {
            $ref: '#/components/schemas/PartState',
          },
          deployment: {
            type: 'string',
            description: 'Absent when the component is missing.',
          },
          kind: {
            type: 'string',
            enum: ['StatefulSet'],
            description: 'Absent for a Deployment.',
          },
          ready: {
            type: 'integer',
          },
          desired: {
            type: 'integer',
          },
          version: {
            type: 'string',
            description: 'Image tag.',
          },
          reason: {
            type: 'string',
          },
          waitsFor: {
            type: 'string',
            description: 'Another role, or `database`.',
          },
          usage: {
            type: 'object',
            description: 'Percent of the limits in steps of ten, from 80 on.',
            additionalProperties: false,
            properties: {
              cpu: {
                type: 'integer',
              },
              memory: {
                type: 'integer',
              },
            },
          },
          rolledOutAt: {
            type: 'string',
            description: 'RFC 3339',
          },
        },
      },
      ControlPlaneStatus: {
        type: 'object',
        required: ['components'],
        additionalProperties: false,
        properties: {
          release: {
            $ref: '#/components/schemas/ReleaseStatus',
          },
          components: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/ComponentStatus',
            },
          },
        },
      },
      DatabaseInstanceStatus: {
        type: 'object',
        required: ['name', 'role', 'state'],
        additionalProperties: false,
        properties: {
          name: {
            type: 'string',
          },
          role: {
            type: 'string',
            enum: ['primary', 'replica', 'unknown'],
          },
          state: {
            $ref: '#/components/schemas/PartState',
          },
          node: {
            type: 'string',
          },
          reason: {
            type: 'string',
          },
          timeline: {
            type: 'integer',
            description: "Only when it is not the cluster's.",
          },
          lag: {
            type: 'integer',
            description: 'Bytes; from 16 MiB on.',
          },
        },
      },
      DatabaseBackupStatus: {
        type: 'object',
        required: ['configured'],
        additionalProperties: false,
        properties: {
          configured: {
            type: 'boolean',
          },
          method: {
            type: 'string',
          },
          lastCompletedAt: {
            type: 'string',
            description: 'RFC 3339',
          },
          archiving: {
            type: 'boolean',
            description: 'Absent when archiving is not set up.',
          },
          firstRecoverabilityPoint: {
            type: 'string',
            description: 'RFC 3339',
          },
          lastFailedAt: {
            type: 'string',
            description: 'RFC 3339; only when nothing was completed since.',
          },
          runningSince: {
            type: 'string',
            description: 'RFC 3339',
          },
        },
      },
      DatabaseStatus: {
        type: 'object',
        required: [
          'name',
          'namespace',
          'ready',
          'desired',
          'instances',
          'backups',
        ],
        additionalProperties: false,
        properties: {
          name: {
            type: 'string',
          },
          namespace: {
            type: 'string',
          },
          phase: {
            type: 'string',
            description: "CloudNativePG's own words.",
          },
          primary: {
            type: 'string',
          },
          ready: {
            type: 'integer',
          },
          desired: {
            type: 'integer',
          },
          major: {
            type: 'integer',
          },
          instances: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/DatabaseInstanceStatus',
            },
          },
          backups: {
            $ref: '#/components/schemas/DatabaseBackupStatus',
          },
          since: {
            type: 'string',
            description:
              'RFC 3339; since when its phase is not the healthy one.',
          },
          timeline: {
            type: 'integer',
          },
          movingTo: {
            type: 'string',
            description: 'Where the primary is going.',
          },
          hibernated: {
            type: 'boolean',
          },
          fenced: {
            type: 'array',
            description: 'Stopped on purpose; `*` is all.',
            items: {
              type: 'string',
            },
          },
          unattended: {
            type: 'boolean',
          },
          certificates: {
            type: 'array',
            items: {
              type: 'object',
              required: ['names', 'expiresAt'],
              additionalProperties: false,
              properties: {
                names: {
                  type: 'array',
                  items: {
                    type: 'string',
                  },
                },
                expiresAt: {
                  type: 'string',
                  description: 'RFC 3339',
                },
              },
            },
          },
          brokenRoles: {
            type: 'array',
            items: {
              type: 'object',
              required: ['role', 'error'],
              additionalProperties: false,
              properties: {
                role: {
                  type: 'string',
                },
                error: {
                  type: 'string',
                },
              },
            },
          },
          plugins: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name'],
              additionalProperties: false,
              properties: {
                name: {
                  type: 'string',
                },
                version: {
                  type: 'string',
                },
              },
            },
          },
          volumes: {
            type: 'object',
            required: ['count'],
            additionalProperties: false,
            properties: {
              count: {
                type: 'integer',
              },
              size: {
                type: 'string',
                description: 'As requested.',
              },
              troubled: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['name', 'state'],
                  additionalProperties: false,
                  properties: {
                    name: {
                      type: 'string',
                    },
                    state: {
                      type: 'string',
                      enum: [
                        'unusable',
                        'dangling',
                        'initializing',
                        'resizing',
                        'pending',
                      ],
                    },
                  },
                },
              },
            },
          },
          disruptionBudgets: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'allowed'],
              additionalProperties: false,
              properties: {
                name: {
                  type: 'string',
                },
                allowed: {
                  type: 'integer',
                },
              },
            },
          },
          operator: {
            type: 'object',
            additionalProperties: false,
            properties: {
              version: {
                type: 'string',
              },
              available: {
                type: 'boolean',
                description: 'Absent when not known.',
              },
            },
          },
          wal: {
            type: 'object',
            additionalProperties: false,
            properties: {
              position: {
                type: 'string',
                description: 'Rounded down to whole GiB.',
              },
              waiting: {
                type: 'integer',
                description: 'From ten files on.',
              },
            },
          },
        },
      },
      CertificateStatus: {
        type: 'object',
        required: ['name', 'ready', 'names'],
        additionalProperties: false,
        properties: {
          name: {
            type: 'string',
          },
          ready: {
            type: 'boolean',
          },
          reason: {
            type: 'string',
          },
          notBefore: {
            type: 'string',
            description: 'RFC 3339',
          },
          notAfter: {
            type: 'string',
            description: 'RFC 3339',
          },
          renewalTime: {
            type: 'string',
            description: 'RFC 3339',
          },
          names: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          served: {
            type: 'object',
            description: 'What is served instead.',
            required: ['notAfter'],
            additionalProperties: false,
            properties: {
              notAfter: {
                type: 'string',
                description: 'RFC 3339',
              },
            },
          },
          nextAttempt: {
            type: 'string',
            description: 'RFC 3339',
          },
          shortened: {
            type: 'object',
            description: 'Seconds.',
            required: ['asked', 'given'],
            additionalProperties: false,
            properties: {
              asked: {
                type: 'number',
              },
              given: {
                type: 'number',
              },
            },
          },
        },
      },
      EndpointStatus: {
        type: 'object',
        additionalProperties: false,
        properties: {
          rootStatus: {
            type: 'integer',
            description: 'Of `GET /`.',
          },
          apiHealthy: {
            type: 'boolean',
          },
          httpVersion: {
            type: 'string',
          },
          websocket: {
            type: 'boolean',
          },
          failedAt: {
            type: 'string',
            enum: ['dns', 'connect', 'tls', 'http'],
          },
          reason: {
            type: 'string',
          },
          served: {
            type: 'object',
            description: 'The certificate.',
            required: ['notAfter', 'names', 'trusted'],
            additionalProperties: false,
            properties: {
              notAfter: {
                type: 'string',
                description: 'RFC 3339',
              },
              names: {
                type: 'array',
                items: {
                  type: 'string',
                },
              },
              trusted: {
                type: 'boolean',
              },
            },
          },
        },
      },
      IngressStatus: {
        type: 'object',
        additionalProperties: false,
        properties: {
          route: {
            type: 'object',
            required: ['kind', 'name'],
            additionalProperties: false,
            properties: {
              kind: {
                type: 'string',
                enum: ['IngressRoute', 'HTTPRoute'],
              },
              name: {
                type: 'string',
              },
              class: {
                type: 'string',
              },
              backend: {
                type: 'string',
              },
            },
          },
          certificate: {
            $ref: '#/components/schemas/CertificateStatus',
          },
          timeouts: {
            type: 'object',
            description: 'Seconds.',
            required: ['entryPoint', 'readTimeout', 'from'],
            additionalProperties: false,
            properties: {
              entryPoint: {
                type: 'string',
              },
              readTimeout: {
                type: 'number',
                description: '0 is no limit.',
              },
              from: {
                type: 'string',
                enum: ['argument', 'environment', 'default'],
              },
              writeTimeout: {
                type: 'number',
                description: 'Absent when 0.',
              },
              idleTimeout: {
                type: 'number',
                description: 'Absent when 180.',
              },
            },
          },
          traefik: {
            type: 'object',
            required: ['ready', 'desired'],
            additionalProperties: false,
            properties: {
              ready: {
                type: 'integer',
              },
              desired: {
                type: 'integer',
              },
              version: {
                type: 'string',
              },
            },
          },
          endpoint: {
            $ref: '#/components/schemas/EndpointStatus',
          },
        },
      },
      KasmAgentStatus: {
        type: 'object',
        description: 'An agent as Kasm itself knows it.',
        additionalProperties: false,
        properties: {
          enabled: {
            type: 'boolean',
          },
          status: {
            type: 'string',
            description: 'Absent while it is `running`.',
          },
          checkIn: {
            type: 'string',
            enum: ['fresh', 'late', 'lost'],
          },
          sessions: {
            type: 'integer',
          },
          version: {
            type: 'string',
            description: "Absent while it is the control plane's.",
          },
          zone: {
            type: 'string',
            description: 'Absent while there is only one.',
          },
          coresFree: {
            type: 'number',
          },
          memoryFree: {
            type: 'number',
            description: 'Bytes.',
          },
          slots: {
            type: 'integer',
          },
        },
      },
      AgentStatus: {
        type: 'object',
        required: ['name', 'state'],
        additionalProperties: false,
        properties: {
          name: {
            type: 'string',
          },
          state: {
            $ref: '#/components/schemas/PartState',
          },
          vmStatus: {
            type: 'string',
            description:
              'Absent for an agent without a VM that the portal sees.',
          },
          node: {
            type: 'string',
          },
          address: {
            type: 'string',
          },
          guestAgent: {
            type: 'boolean',
          },
          cores: {
            type: 'number',
          },
          memory: {
            type: 'number',
            description: 'Bytes.',
          },
          kasm: {
            $ref: '#/components/schemas/KasmAgentStatus',
          },
          reason: {
            type: 'string',
          },
        },
      },
      AgentsStatus: {
        type: 'object',
        required: ['ready', 'desired', 'items'],
        additionalProperties: false,
        properties: {
          ready: {
            type: 'integer',
          },
          desired: {
            type: 'integer',
          },
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/AgentStatus',
            },
          },
        },
      },
      Change: {
        type: 'object',
        required: ['at', 'what'],
        additionalProperties: false,
        properties: {
          at: {
            type: 'string',
            description: 'RFC 3339',
          },
          what: {
            type: 'string',
          },
          who: {
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
        additionalProperties: false,
        properties: {
          deployment: {
            $ref: '#/components/schemas/DeploymentStatus',
          },
          health: {
            $ref: '#/components/schemas/Health',
          },
          summary: {
            type: 'string',
            description: 'One sentence for people.',
          },
          headline: {
            type: 'object',
            additionalProperties: false,
            properties: {
              since: {
                type: 'string',
                description: 'RFC 3339; when this health began.',
              },
              blockedAt: {
                type: 'string',
                description: 'First blocked link of the chain.',
                enum: [
                  'dns',
                  'traefik',
                  'proxy',
                  'api',
                  'database',
                  'manager',
                  'agents',
                ],
              },
            },
          },
          revision: {
            type: 'string',
            pattern: '^[0-9a-f]{16}$',
          },
          observedAt: {
            type: 'string',
            description: 'RFC 3339',
          },
          sources: {
            type: 'object',
            additionalProperties: false,
            properties: {
              controlPlane: {
                $ref: '#/components/schemas/SourceStatus',
              },
              release: {
                $ref: '#/components/schemas/SourceStatus',
              },
              database: {
                $ref: '#/components/schemas/SourceStatus',
              },
              certificate: {
                $ref: '#/components/schemas/SourceStatus',
              },
              ingress: {
                $ref: '#/components/schemas/SourceStatus',
              },
              agentVms: {
                $ref: '#/components/schemas/SourceStatus',
              },
              kasmApi: {
                $ref: '#/components/schemas/SourceStatus',
              },
              endpoint: {
                $ref: '#/components/schemas/SourceStatus',
              },
            },
          },
          controlPlane: {
            $ref: '#/components/schemas/ControlPlaneStatus',
          },
          database: {
            $ref: '#/components/schemas/DatabaseStatus',
          },
          ingress: {
            $ref: '#/components/schemas/IngressStatus',
          },
          agents: {
            $ref: '#/components/schemas/AgentsStatus',
          },
          sessions: {
            type: 'object',
            required: ['now', 'asOf'],
            additionalProperties: false,
            properties: {
              now: {
                type: 'integer',
              },
              before: {
                type: 'integer',
              },
              asOf: {
                type: 'string',
                description: 'RFC 3339',
              },
            },
          },
          capacity: {
            type: 'object',
            description: 'Room for more sessions.',
            required: ['slots', 'image', 'freeCores', 'freeMemory'],
            additionalProperties: false,
            properties: {
              slots: {
                type: 'integer',
              },
              image: {
                type: 'string',
                description: 'The smallest workspace.',
              },
              freeCores: {
                type: 'number',
              },
              freeMemory: {
                type: 'number',
                description: 'Bytes.',
              },
            },
          },
          changes: {
            type: 'array',
            description: 'Of the last 24 hours, newest first.',
            maxItems: 10,
            items: {
              $ref: '#/components/schemas/Change',
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
      HistoryTransition: {
        type: 'object',
        required: ['at', 'to', 'summary', 'appeared', 'cleared'],
        additionalProperties: false,
        properties: {
          at: {
            type: 'string',
            description: 'RFC 3339',
          },
          from: {
            $ref: '#/components/schemas/Health',
          },
          to: {
            $ref: '#/components/schemas/Health',
          },
          summary: {
            type: 'string',
          },
          appeared: {
            type: 'array',
            description: 'Ids of findings.',
            items: {
              type: 'string',
            },
          },
          cleared: {
            type: 'array',
            description: 'Ids of findings.',
            items: {
              type: 'string',
            },
          },
        },
      },
      HistorySample: {
        type: 'object',
        description: 'Null is what nobody could see.',
        required: [
          'at',
          'health',
          'minutes',
          'sessions',
          'sessionsMost',
          'agentsReady',
          'agentsDesired',
          'databaseReady',
          'databaseDesired',
          'freeSlots',
          'freeCores',
          'freeMemory',
          'endpointTime',
          'endpointTimeMost',
        ],
        additionalProperties: false,
        properties: {
          at: {
            type: 'string',
            description: 'RFC 3339; begin of the step',
          },
          health: {
            $ref: '#/components/schemas/Health',
          },
          minutes: {
            type: 'integer',
            description: 'How many were recorded.',
          },
          sessions: {
            type: 'number',
            nullable: true,
          },
          sessionsMost: {
            type: 'number',
            nullable: true,
          },
          agentsReady: {
            type: 'number',
            nullable: true,
          },
          agentsDesired: {
            type: 'number',
            nullable: true,
          },
          databaseReady: {
            type: 'number',
            nullable: true,
          },
          databaseDesired: {
            type: 'number',
            nullable: true,
          },
          freeSlots: {
            type: 'number',
            nullable: true,
          },
          freeCores: {
            type: 'number',
            nullable: true,
          },
          freeMemory: {
            type: 'number',
            nullable: true,
          },
          endpointTime: {
            type: 'number',
            nullable: true,
          },
          endpointTimeMost: {
            type: 'number',
            nullable: true,
          },
        },
      },
      DeploymentHistory: {
        type: 'object',
        required: [
          'enabled',
          'from',
          'to',
          'resolution',
          'transitions',
          'samples',
        ],
        additionalProperties: false,
        properties: {
          enabled: {
            type: 'boolean',
          },
          from: {
            type: 'string',
            description: 'RFC 3339',
          },
          to: {
            type: 'string',
            description: 'RFC 3339',
          },
          resolution: {
            type: 'integer',
            description: 'Seconds of one step.',
          },
          transitions: {
            type: 'array',
            maxItems: 500,
            items: {
              $ref: '#/components/schemas/HistoryTransition',
            },
          },
          more: {
            type: 'boolean',
            description: 'There were more transitions.',
          },
          samples: {
            type: 'array',
            description: 'A step in which nothing was recorded is not there.',
            maxItems: 500,
            items: {
              $ref: '#/components/schemas/HistorySample',
            },
          },
        },
      },
      SessionRow: {
        type: 'object',
        required: ['id', 'status'],
        additionalProperties: false,
        properties: {
          id: {
            type: 'string',
          },
          status: {
            type: 'string',
          },
          standby: {
            type: 'boolean',
          },
          agent: {
            type: 'string',
            description: 'Host name or address of its agent.',
          },
          workspace: {
            type: 'string',
          },
          zone: {
            type: 'string',
          },
          createdAt: {
            type: 'string',
            description: 'RFC 3339',
          },
          message: {
            type: 'string',
          },
          user: {
            type: 'string',
            description: 'Only with kasm.sessions.details.',
          },
          address: {
            type: 'string',
            description: 'Only with kasm.sessions.details.',
          },
        },
      },
      SessionList: {
        type: 'object',
        required: ['details', 'items'],
        additionalProperties: false,
        properties: {
          details: {
            type: 'boolean',
            description: 'Whether the rows say who uses the sessions.',
          },
          asOf: {
            type: 'string',
            description: 'RFC 3339; when Kasm was last heard',
          },
          reason: {
            type: 'string',
          },
          items: {
            type: 'array',
            maxItems: 500,
            items: {
              $ref: '#/components/schemas/SessionRow',
            },
          },
          more: {
            type: 'boolean',
            description: 'There are more.',
          },
        },
      },
      ComponentLog: {
        type: 'object',
        required: ['component', 'pods'],
        additionalProperties: false,
        properties: {
          component: {
            type: 'string',
          },
          pods: {
            type: 'array',
            items: {
              type: 'object',
              required: ['pod', 'container', 'lines'],
              additionalProperties: false,
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
        additionalProperties: false,
        properties: {
          configured: {
            type: 'boolean',
          },
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'roles', 'namespaces', 'domains', 'reachable'],
              additionalProperties: false,
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
        additionalProperties: false,
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
    '/v1/deployments/{cluster}/{name}/history': {
      get: {
        operationId: 'GetHistory',
        summary: 'What was recorded of a deployment (kasm.deployment.read)',
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
            name: 'from',
            in: 'query',
            required: false,
            description: 'RFC 3339; 24 hours before `to` when absent.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 40,
              pattern:
                '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,16}(Z|[+-][0-9]{2}:[0-9]{2})$',
            },
          },
          {
            name: 'to',
            in: 'query',
            required: false,
            description: 'RFC 3339; now when absent.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 40,
              pattern:
                '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,16}(Z|[+-][0-9]{2}:[0-9]{2})$',
            },
          },
          {
            name: 'resolution',
            in: 'query',
            required: false,
            description: "Seconds; the answer's steps are not shorter.",
            allowReserved: true,
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 604800,
            },
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
            description: 'Oldest first.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DeploymentHistory',
                },
              },
            },
          },
          '304': {
            description:
              'Not changed since the answer whose ETag is in If-None-Match.',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/deployments/{cluster}/{name}/sessions': {
      get: {
        operationId: 'GetSessions',
        summary:
          'The sessions as Kasm told them last (kasm.deployment.read); who uses them only with kasm.sessions.details',
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
        ],
        responses: {
          '200': {
            description: 'Newest first.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/SessionList',
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

import type { StoredObject } from '../../../apiserver/ClusterStore';
import { imageFacts } from '../operandImage';
import { enabledPlugins } from '../plugins';
import { wrong, type Cause } from './causes';
import { resourceCauses, storageCauses } from './sizeRules';

const LONGEST_NAME = 50;
const OLDEST_MAJOR = 13;
const DNS_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** One thing that is looked at. */
type Rule = (cluster: StoredObject) => Cause[];

const name: Rule = ({ metadata }) => [
  ...(DNS_LABEL.test(metadata.name)
    ? []
    : [
        wrong(
          'metadata.name',
          metadata.name,
          'cluster name must be a valid DNS label',
        ),
      ]),
  ...(metadata.name.length > LONGEST_NAME
    ? [
        wrong(
          'metadata.name',
          metadata.name,
          'the maximum length of a cluster name is 50 characters',
        ),
      ]
    : []),
];

const image: Rule = ({ spec }) => {
  if (!spec.imageName) {
    return [];
  }
  const field = 'spec.imageName';
  const tag = spec.imageName.split('@')[0].split('/').pop().split(':')[1];
  if (tag === 'latest') {
    return [
      wrong(
        field,
        spec.imageName,
        "Can't use 'latest' as image tag as we can't detect upgrades",
      ),
    ];
  }
  if (!tag) {
    return [
      wrong(
        field,
        spec.imageName,
        "Can't use just the image sha as we can't detect upgrades",
      ),
    ];
  }
  const { major } = imageFacts(spec.imageName);
  if (Number.isNaN(major)) {
    return [wrong(field, spec.imageName, 'invalid version tag')];
  }
  return major < OLDEST_MAJOR
    ? [
        wrong(
          field,
          spec.imageName,
          `Unsupported PostgreSQL version. Versions ${OLDEST_MAJOR} or newer are supported`,
        ),
      ]
    : [];
};

const bootstrap: Rule = ({ spec }) => {
  const methods = ['initdb', 'recovery', 'pg_basebackup'].filter(
    method => spec.bootstrap?.[method],
  );
  const externals = (spec.externalClusters ?? []).map(
    (each: { name: string }) => each.name,
  );
  const source = spec.bootstrap?.recovery?.source;
  return [
    ...(methods.length > 1
      ? [wrong('spec.bootstrap', '', 'Too many bootstrap types specified')]
      : []),
    ...methods.flatMap(method => {
      const { database = '', owner = '' } = spec.bootstrap[method];
      const field = `spec.bootstrap.${method}`;
      if (database && !owner) {
        return [
          wrong(
            `${field}.owner`,
            '',
            'You need to specify the database owner user',
          ),
        ];
      }
      return owner && !database
        ? [
            wrong(
              `${field}.database`,
              '',
              'You need to specify the database name',
            ),
          ]
        : [];
    }),
    ...(source && !externals.includes(source)
      ? [
          wrong(
            'spec.bootstrap.recovery.source',
            source,
            `External cluster ${source} not found`,
          ),
        ]
      : []),
  ];
};

const instances: Rule = ({ spec }) => [
  ...(spec.primaryUpdateStrategy === 'supervised' && spec.instances === 1
    ? [
        wrong(
          'spec.primaryUpdateStrategy',
          'supervised',
          'supervised update strategy is not allowed for clusters with a single instance',
        ),
      ]
    : []),
  ...((spec.maxSyncReplicas ?? 0) >= spec.instances
    ? [
        wrong(
          'spec.maxSyncReplicas',
          spec.maxSyncReplicas,
          'maxSyncReplicas must be lower than the number of instances',
        ),
      ]
    : []),
];

const archivers: Rule = cluster => {
  const names = enabledPlugins(cluster)
    .filter(plugin => plugin.isWALArchiver)
    .map(plugin => plugin.name);
  return [
    ...(names.length > 0 && cluster.spec.backup?.barmanObjectStore
      ? [
          wrong(
            'spec.plugins',
            names,
            'Cannot enable a WAL archiver plugin when barmanObjectStore is configured',
          ),
        ]
      : []),
    ...(names.length > 1
      ? [
          wrong(
            'spec.plugins',
            names,
            'Cannot enable more than one WAL archiver plugin',
          ),
        ]
      : []),
  ];
};

const HIBERNATION = 'cnpg.io/hibernation';

const hibernation: Rule = ({ metadata }) => {
  const value = metadata.annotations?.[HIBERNATION];
  return value === undefined || ['on', 'off'].includes(value)
    ? []
    : [
        wrong(
          `metadata.annotations.${HIBERNATION}`,
          value,
          'Annotation value for hibernation should be "on" or "off"',
        ),
      ];
};

const retention: Rule = ({ spec }) => {
  const policy = spec.backup?.retentionPolicy;
  return policy === undefined || /^[1-9][0-9]*[dwm]$/.test(policy)
    ? []
    : [
        wrong(
          'spec.backup.retentionPolicy',
          policy,
          'not a valid retention policy',
        ),
      ];
};

const RULES = [
  bootstrap,
  image,
  instances,
  storageCauses,
  name,
  retention,
  resourceCauses,
  hibernation,
  archivers,
];

/** Everything that CloudNativePG would not take in a Cluster. */
export const clusterCauses = (cluster: StoredObject): Cause[] =>
  RULES.flatMap(rule => rule(cluster));

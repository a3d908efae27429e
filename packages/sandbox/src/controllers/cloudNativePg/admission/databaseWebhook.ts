import type { AdmissionWebhook } from '../../../apiserver/admission/AdmissionWebhook';
import type {
  ClusterStore,
  StoredObject,
} from '../../../apiserver/ClusterStore';
import { invalid, StatusError } from '../../../apiserver/StatusError';
import { operatorRuns } from '../operator';
import { backupCauses, scheduleCauses, scheduleWarnings } from './backupRules';
import type { Cause } from './causes';
import { clusterChangeCauses } from './clusterChanges';
import { defaultCluster } from './clusterDefaults';
import { clusterCauses } from './clusterRules';

const GROUP = 'postgresql.cnpg.io';
/** Set by who knows better than the webhook. */
const VALIDATION = 'cnpg.io/validation';
const SERVICE = 'cnpg-webhook-service';

/** What the webhook says about one kind. */
interface Judgement {
  resource: string;
  defaults?(object: StoredObject): void;
  causes(object: StoredObject): Cause[];
  changes?(object: StoredObject, before: StoredObject): Cause[];
  warnings?(object: StoredObject): string[];
}

function clusterWarnings({ spec }: StoredObject): string[] {
  return [
    ...(spec.backup?.barmanObjectStore
      ? [
          'Native support for Barman Cloud backups and recovery is deprecated and will be completely removed in CloudNativePG 1.31.0. Found usage in: spec.backup.barmanObjectStore. Please migrate existing clusters to the new Barman Cloud Plugin to ensure a smooth transition.',
        ]
      : []),
    ...(spec.nodeMaintenanceWindow
      ? [
          'Consider using `.spec.enablePDB` instead of the node maintenance window feature',
        ]
      : []),
  ];
}

const JUDGEMENTS: Judgement[] = [
  {
    resource: `clusters.${GROUP}`,
    defaults: defaultCluster,
    causes: clusterCauses,
    changes: clusterChangeCauses,
    warnings: clusterWarnings,
  },
  { resource: `backups.${GROUP}`, causes: backupCauses },
  {
    resource: `scheduledbackups.${GROUP}`,
    causes: scheduleCauses,
    warnings: scheduleWarnings,
  },
];

/** The API server's answer when nobody is behind a webhook's Service. */
function unanswered(kind: string): StatusError {
  const message = `failed calling webhook "m${kind}.cnpg.io": failed to call webhook: Post "https://${SERVICE}.cnpg-system.svc:443/mutate-postgresql-cnpg-io-v1-${kind}?timeout=10s": no endpoints available for service "${SERVICE}"`;
  return new StatusError(
    500,
    'InternalError',
    `Internal error occurred: ${message}`,
    { causes: [{ message }] },
  );
}

function refusal(
  object: StoredObject,
  causes: Cause[],
  isNew: boolean,
): StatusError {
  const { kind, metadata } = object;
  // The group in refusals of changes is what the operator writes there.
  const group = isNew ? GROUP : `${kind.toLowerCase()}.cnpg.io`;
  const { code, reason, message, details } = invalid(
    { kind, group },
    metadata.name,
    causes,
  );
  return new StatusError(
    code,
    reason,
    `admission webhook "v${kind.toLowerCase()}.cnpg.io" denied the request: ${message}`,
    details,
  );
}

/** CloudNativePG's webhooks: they fill in Clusters, and refuse what the operator could not work with. */
export function databaseWebhook(store: ClusterStore): AdmissionWebhook {
  const judgementOf = ({ kind }: StoredObject) =>
    JUDGEMENTS.find(({ resource }) =>
      resource.startsWith(`${kind.toLowerCase()}s.`),
    )!;
  return {
    resources: JUDGEMENTS.map(({ resource }) => resource),
    mutate(object) {
      if (!operatorRuns(store)) {
        throw unanswered(object.kind.toLowerCase());
      }
      judgementOf(object).defaults?.(object);
    },
    validate(object, before) {
      const { causes, changes, warnings } = judgementOf(object);
      const told = warnings?.(object) ?? [];
      if (object.metadata.annotations?.[VALIDATION] === 'disabled') {
        return told;
      }
      const wrongs = [
        ...causes(object),
        ...((before && changes?.(object, before)) || []),
      ];
      if (wrongs.length > 0) {
        throw refusal(object, wrongs, !before);
      }
      return told;
    },
  };
}

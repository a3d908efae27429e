import type { StoredObject } from '../ClusterStore';
import type { ServedStore } from '../store/ServedStore';
import { badRequest, methodNotAllowed, StatusError } from '../StatusError';
import { objectBody } from './body';
import type { ResourceRequest } from './ResourceRequest';
import { sendJson } from './respond';
import { existing } from './write';

const BUDGETS = 'poddisruptionbudgets.policy';

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: Array<{
    key: string;
    operator: string;
    values?: string[];
  }>;
}

function selects(selector: Selector, labels: Record<string, string>): boolean {
  return (
    Object.entries(selector.matchLabels ?? {}).every(
      ([key, value]) => labels[key] === value,
    ) &&
    (selector.matchExpressions ?? []).every(({ key, operator, values }) => {
      const isIn = key in labels && !!values?.includes(labels[key]);
      return {
        In: isIn,
        NotIn: !isIn,
        Exists: key in labels,
        DoesNotExist: !(key in labels),
      }[operator];
    })
  );
}

function tooMany(message: string, cause?: string): StatusError {
  return new StatusError(429, 'TooManyRequests', message, {
    ...(cause
      ? { causes: [{ reason: 'DisruptionBudget', message: cause }] }
      : { retryAfterSeconds: 10 }),
  });
}

/** Takes one disruption from the pod's budget; throws 429 when it has none left. */
function spendBudget(
  store: ServedStore,
  pod: StoredObject,
  dryRun: boolean,
): void {
  const { namespace, labels, name: podName } = pod.metadata;
  const budgets = store
    .list(BUDGETS, { namespace })
    .filter(
      ({ spec }) => spec?.selector && selects(spec.selector, labels ?? {}),
    );
  if (budgets.length > 1) {
    throw new StatusError(
      500,
      'InternalError',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      {},
    );
  }
  const [budget] = budgets;
  if (!budget) {
    return;
  }
  const { name, generation } = budget.metadata;
  const { disruptionsAllowed, desiredHealthy, currentHealthy } =
    budget.status ?? {};
  const refusal =
    "Cannot evict pod as it would violate the pod's disruption budget.";
  if ((budget.status?.observedGeneration ?? 0) < (generation ?? 0)) {
    throw tooMany(
      refusal,
      `The disruption budget ${name} is still being processed by the server.`,
    );
  }
  if (!(disruptionsAllowed > 0)) {
    throw tooMany(
      refusal,
      `The disruption budget ${name} needs ${
        desiredHealthy ?? 0
      } healthy pods and has ${currentHealthy ?? 0} currently`,
    );
  }
  if (!dryRun) {
    const now = `${store.now().toISOString().slice(0, 19)}Z`;
    store.updateStatus(BUDGETS, namespace, name, status => {
      status.disruptionsAllowed -= 1;
      status.disruptedPods = { ...status.disruptedPods, [podName]: now };
    });
  }
}

/** Pods that run nothing need no budget. */
const isIdle = ({ status, metadata }: StoredObject) =>
  ['Succeeded', 'Failed', 'Pending'].includes(status?.phase) ||
  !!metadata.deletionTimestamp;

/** Answers a POST on `pods/<name>/eviction`. */
export async function eviction(asked: ResourceRequest): Promise<void> {
  const { store, kind, request, response, namespace, name } = asked;
  if (request.method !== 'POST') {
    throw methodNotAllowed();
  }
  const body = await objectBody(request, {
    kind: 'Eviction',
    apiVersion: 'policy/v1',
    custom: false,
  });
  if (body.metadata?.name && body.metadata.name !== name) {
    throw badRequest('name in URL does not match name in Eviction object');
  }
  const pod = existing(asked);
  const dryRun =
    !!body.deleteOptions?.dryRun?.length || asked.query.has('dryRun');
  store
    .webhooks('pods/eviction')
    .forEach(webhook => webhook.validate?.(pod, undefined));
  if (!isIdle(pod)) {
    spendBudget(store, pod, dryRun);
  }
  const { preconditions } = body.deleteOptions ?? {};
  store.remove(kind, namespace, name!, {
    dryRun,
    ...(preconditions ? { preconditions } : {}),
  });
  sendJson(response, 201, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    code: 201,
  });
}

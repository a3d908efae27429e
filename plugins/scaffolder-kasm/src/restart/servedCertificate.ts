import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { isKubeError } from '../run/StepFailure';
import type { RunningContainer } from './needsRestart';

interface Condition {
  type: string;
  status: string;
  lastTransitionTime?: string;
}

interface Certificate extends KubeObject {
  status?: { notBefore?: string; conditions?: Condition[] };
}

interface Pod extends KubeObject {
  status?: {
    containerStatuses?: Array<{
      state?: { running?: { startedAt?: string } };
    }>;
  };
}

type Known = Pick<RunContext, 'client' | 'names' | 'signal'>;

const CERTIFICATE_OF = 'cert-manager.io/certificate-name';

/**
 * When the present certificate was issued. An issuer may date it back (Vault does, by 30 s), so the
 * request that it came from tells better, as long as it is there.
 */
export async function certificateIssuedAt({
  client,
  names,
  signal,
}: Known): Promise<string | undefined> {
  const { namespace, tlsSecret } = names;
  const [certificate, requests] = await Promise.all([
    client.get<Certificate>(resources.certificates, tlsSecret, {
      namespace,
      signal,
    }),
    client
      .list<KubeObject & { status?: { conditions?: Condition[] } }>(
        resources.certificateRequests,
        { namespace, signal },
      )
      .then(
        ({ items }) => items,
        error => {
          if (isKubeError(error, 'forbidden', 'notFound')) {
            return [];
          }
          throw error;
        },
      ),
  ]);
  const ready = ({ conditions = [] }: { conditions?: Condition[] }) =>
    conditions.find(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
  const { status = {} } = certificate;
  if (!ready(status)) {
    return undefined;
  }
  return [
    status.notBefore,
    ...requests
      .filter(
        ({ metadata }) => metadata.annotations?.[CERTIFICATE_OF] === tlsSecret,
      )
      .map(request => ready(request.status ?? {})?.lastTransitionTime),
  ]
    .filter(time => time !== undefined)
    .sort((left, right) => Date.parse(left) - Date.parse(right))
    .at(-1);
}

/** The running containers of some components. */
export async function runningContainers(
  { client, names, signal }: Known,
  roles: readonly string[],
): Promise<RunningContainer[]> {
  const { items } = await client.list<Pod>(resources.pods, {
    namespace: names.namespace,
    labelSelector: `app.kubernetes.io/instance=${names.release}`,
    signal,
  });
  return items.flatMap(({ metadata, status }) => {
    const role = metadata.labels?.['app.kubernetes.io/component'] ?? '';
    return roles.includes(role) && !metadata.deletionTimestamp
      ? (status?.containerStatuses ?? []).flatMap(({ state }) =>
          state?.running?.startedAt
            ? [{ role, startedAt: state.running.startedAt }]
            : [],
        )
      : [];
  });
}

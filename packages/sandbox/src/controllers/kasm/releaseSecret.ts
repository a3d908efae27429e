import type { NewObject } from '../../apiserver/ClusterStore';
import type { ReleaseContext, Values } from '../helm/Chart';
import { randomPassword } from '../machinery/names';

const PASSWORD_LENGTH = 26;
const SECRET_KEYS = [
  'manager-token',
  'service-token',
  'admin-password',
  'user-password',
];

/** Name of the Secret with a release's passwords and tokens. */
export const secretNameOf = (values: Values, release: ReleaseContext): string =>
  values.kasmSecrets?.name ?? `${release.name}-secrets`;

/** Passwords and tokens: those of an existing Secret are kept. */
export function releaseSecret(
  values: Values,
  release: ReleaseContext,
  metadata: { labels: Record<string, string>; annotations?: object },
): NewObject {
  const name = secretNameOf(values, release);
  const existing = release.lookupSecret(name)?.data ?? {};
  const keys = values.database.kasmDbSecret?.name
    ? SECRET_KEYS
    : [...SECRET_KEYS, 'db-password'];
  const annotations = metadata.annotations as Record<string, string>;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: release.namespace,
      labels: metadata.labels,
      ...(Object.keys(annotations ?? {}).length > 0 ? { annotations } : {}),
    },
    type: 'Opaque',
    data: Object.fromEntries(
      keys.map(key => [
        key,
        existing[key] ??
          Buffer.from(randomPassword(PASSWORD_LENGTH)).toString('base64'),
      ]),
    ),
  };
}

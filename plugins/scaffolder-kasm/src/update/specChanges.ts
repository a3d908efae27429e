import { isDeepStrictEqual } from 'node:util';
import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';

/** Equal but for keys that are there and undefined. */
export function isSame(left: unknown, right: unknown): boolean {
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
  return isDeepStrictEqual(plain(left), plain(right));
}

/** The first backup is taken when there is a place for it that was not there before. */
export function startsBackups(
  before: KasmDeploymentSpec,
  after: KasmDeploymentSpec,
): boolean {
  const { method } = after.database.backups;
  return method !== 'none' && method !== before.database.backups.method;
}

/** Whether the entry point's timeout, which others share, would be raised. */
export function raisesTimeouts(
  before: KasmDeploymentSpec,
  { ingress }: KasmDeploymentSpec,
): boolean {
  const wish = ({
    manageTraefikTimeouts,
    readTimeout,
    entryPoint,
  }: KasmDeploymentSpec['ingress']) => ({
    manageTraefikTimeouts,
    readTimeout,
    entryPoint,
  });
  return (
    ingress.manageTraefikTimeouts &&
    !isSame(wish(before.ingress), wish(ingress))
  );
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';

/**
 * Who asks: a user's reference, or a service's subject.
 *
 * @internal
 */
export function callerOf({ principal }: BackstageCredentials): string {
  const { userEntityRef, subject } = principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject ?? 'nobody';
}

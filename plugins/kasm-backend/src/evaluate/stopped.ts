import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';

/**
 * Whether a finding says that the database does not run because somebody wants it so. Another form of
 * it, a warning, says only that nobody looks after it.
 */
export function saysStopped({ id, severity }: Finding): boolean {
  return id === 'database-stopped' && severity === 'info';
}

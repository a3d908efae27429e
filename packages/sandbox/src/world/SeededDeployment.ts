/** Names of the deployment that is there from the start. */
export const SEEDED = {
  /** The portal's name for it. */
  name: 'workspaces',
  release: 'kasm',
  namespace: 'kasm',
  databaseNamespace: 'database',
  databaseCluster: 'kasm-pg',
  systemNamespace: 'kasm-portal',
  credentials: 'kasm-pg-credentials',
  superuser: 'kasm-pg-superuser-secret',
  objectStore: 'kasm-pg-store',
  scheduledBackup: 'kasm-pg-daily',
  archiveCredentials: 'kasm-pg-backup-credentials',
  agentNamespace: 'kasm-agents',
  agents: ['kasm-agent-1', 'kasm-agent-2'],
} as const;

/** Its public host. */
export const seededHost = (domain: string) => `${SEEDED.release}.${domain}`;

/** Its Certificate, and the Secret of that. */
export const seededCertificate = (domain: string) =>
  `${SEEDED.release}-${domain.replace(/\./g, '-')}-tls`;

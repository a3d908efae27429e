/** Names of a deployment and of its parts. */
export interface DeploymentNames {
  /** The portal's name for it. */
  readonly name: string;
  readonly title: string;
  readonly release: string;
  readonly namespace: string;
  readonly databaseNamespace: string;
  readonly databaseCluster: string;
  readonly systemNamespace: string;
  readonly credentials: string;
  readonly superuser: string;
  readonly objectStore: string;
  readonly scheduledBackup: string;
  readonly archiveCredentials: string;
  readonly agentNamespace: string;
  readonly agents: readonly string[];
}

/** Names of the deployment that is there from the start. */
export const SEEDED = {
  name: 'workspaces',
  title: 'Workspaces',
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
} as const satisfies DeploymentNames;

/** The public host of a deployment. */
export const hostOf = ({ release }: DeploymentNames, domain: string) =>
  `${release}.${domain}`;

/** The Certificate of a deployment, and the Secret of that. */
export const certificateOf = ({ release }: DeploymentNames, domain: string) =>
  `${release}-${domain.replace(/\./g, '-')}-tls`;

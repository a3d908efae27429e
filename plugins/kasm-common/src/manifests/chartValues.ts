import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import {
  DATABASE_NAME,
  DATABASE_OWNER,
  DATABASE_SUPERUSER,
} from './databaseSecrets';

/** A key of a Secret, as the chart refers to it. */
export interface SecretKey {
  name: string;
  key: string;
}

/**
 * The values of chart `kasm` 1.1181.x that we set, and no others: nothing here carries manifests,
 * containers, volumes or images.
 *
 * @public
 */
export interface ChartValues {
  publicAddr: string;
  deploymentSize: 'small' | 'medium' | 'large';
  certificate: {
    secretName: string;
    certManager: { enabled: false };
  };
  database: {
    standalone: true;
    hostname: string;
    port: number;
    kasmDbName: string;
    kasmDbUser: string;
    kasmDbSecret: SecretKey;
    postgresMasterUser:
      | { username: string; secret: SecretKey }
      | Record<string, never>;
  };
  dbManagement: { initialize: boolean };
  proxyService: { type: 'ClusterIP' };
  ingress: { enabled: false };
  nodeSelector: Record<string, string>;
  annotations: { secret: Record<string, string> };
}

/**
 * The chart's values for a deployment.
 *
 * @param initialize - true only until the database is initialised once: every upgrade of RKE2 runs
 *   `helm upgrade` again, and the chart would initialise a database in use.
 * @public
 */
export function chartValues(
  spec: KasmDeploymentSpec,
  { initialize }: { initialize: boolean },
): ChartValues {
  const names = deploymentNames(spec);
  return {
    publicAddr: names.host,
    deploymentSize: spec.size,
    certificate: {
      secretName: names.tlsSecret,
      certManager: { enabled: false },
    },
    database: {
      standalone: true,
      hostname: names.databaseHost,
      port: 5432,
      kasmDbName: DATABASE_NAME,
      kasmDbUser: DATABASE_OWNER,
      kasmDbSecret: { name: names.credentialsSecret, key: 'password' },
      postgresMasterUser: initialize
        ? {
            username: DATABASE_SUPERUSER,
            secret: { name: names.superuserSecret, key: 'password' },
          }
        : {},
    },
    dbManagement: { initialize },
    // Traefik is the way in; the chart's default is a LoadBalancer of its own
    proxyService: { type: 'ClusterIP' },
    ingress: { enabled: false },
    nodeSelector: spec.nodeSelector,
    // survives `helm uninstall`, so that a reinstall keeps the tokens that the database knows
    annotations: { secret: { 'helm.sh/resource-policy': 'keep' } },
  };
}

import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import {
  DATABASE_NAME,
  DATABASE_OWNER,
  DATABASE_SUPERUSER,
} from './databaseSecrets';
import type { DeploymentSettings } from './DeploymentSettings';
import type { KasmVersionData } from './versions/KasmVersionData';
import { kasmVersion } from './versions/kasmVersion';

/** Survives `helm uninstall`, so that a reinstall keeps the tokens that the database knows. */
const KEEP = { 'helm.sh/resource-policy': 'keep' };

/** A key of a Secret, as the chart refers to it. */
export interface SecretKey {
  name: string;
  key: string;
}

/**
 * The values of Kasm's charts that we set, and no others: nothing here carries manifests, containers
 * or volumes, and images only from the cluster's configuration.
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
  /** Up to 1.18. */
  annotations?: { secret: Record<string, string> };
  /** From 1.19. */
  kasmSecrets?: { annotations: Record<string, string> };
  /** From 1.19: the chart's own default is the development branch. */
  useImageTags?: string;
  /** From 1.19: RKE2 names its DNS Service as the chart does not expect it. */
  nginxResolver?: string;
  /** Where the cluster's configuration names another registry. */
  components?: Record<
    string,
    { image: { registry: string } | { repository: string; tag: string } }
  >;
}

/**
 * What of a cluster decides about the chart's values.
 *
 * @public
 */
export type ChartSettings = Pick<
  DeploymentSettings,
  'initialize' | 'imageRegistry' | 'nginxResolver'
>;

/**
 * The chart's values for a deployment. `initialize` is true only until the database is initialised
 * once: every upgrade of RKE2 runs `helm upgrade` again, and the chart would initialise a database in
 * use.
 *
 * @public
 */
export function chartValues(
  spec: KasmDeploymentSpec,
  settings: ChartSettings,
): ChartValues {
  const names = deploymentNames(spec);
  const version = kasmVersion(spec.kasmVersion);
  const { initialize } = settings;
  const asSuperuser = spec.database.initialiseAs === 'superuser';
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
      // without it the chart works as the owner, in the database that the operator has made
      postgresMasterUser:
        initialize && asSuperuser
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
    ...ofVersion(version, settings),
  };
}

function ofVersion(
  { values, components, kasm }: KasmVersionData,
  { imageRegistry, nginxResolver }: ChartSettings,
): Partial<ChartValues> {
  return {
    ...(values.secretAnnotations === 'annotations.secret'
      ? { annotations: { secret: KEEP } }
      : { kasmSecrets: { annotations: KEEP } }),
    ...(values.useImageTags !== null && { useImageTags: values.useImageTags }),
    ...(values.nginxResolver && nginxResolver && { nginxResolver }),
    ...(imageRegistry && {
      components: Object.fromEntries(
        Object.values(components).map(({ key, image }) => [
          key,
          {
            image:
              values.imageRegistry === 'registry'
                ? { registry: imageRegistry }
                : { repository: `${imageRegistry}/${image}`, tag: kasm },
          },
        ]),
      ),
    }),
  };
}

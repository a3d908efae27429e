import { command } from '../command';
import type { DeploymentStatus } from '../status/DeploymentStatus';
import type { CheckId } from './ids';

/**
 * What a check is called, and how a person makes it by hand.
 *
 * @public
 */
export interface CheckDescription {
  title: string;
  /** Built from checked names only; undefined where there is nothing to type. */
  command?: string;
}

type Describe = (deployment: DeploymentStatus) => CheckDescription;

/** Not part of the status document: it follows from the id and the names in it. */
const CATALOGUE: Record<CheckId, Describe> = {
  'pods-running': ({ names }) => ({
    title: 'All pods run',
    command: command`kubectl -n ${names.namespace} get pods`,
  }),
  'database-healthy': ({ names }) => ({
    title: 'The database is healthy',
    command: command`kubectl -n ${names.databaseNamespace} get clusters.postgresql.cnpg.io ${names.databaseCluster}`,
  }),
  'certificate-ready': ({ names }) => ({
    title: 'The certificate is issued',
    command: command`kubectl -n ${names.namespace} get certificate`,
  }),
  'endpoint-answers': deployment => ({
    title: 'The public host answers',
    command: curl('-sI', deployment, '/'),
  }),
  'admin-secret-present': ({ names }) => ({
    title: 'The admin password is there',
    command: command`kubectl -n ${names.namespace} get secret ${names.adminSecret} -o jsonpath='{.data.admin-password}' | base64 -d`,
  }),
  'release-deployed': ({ names }) => ({
    title: 'The release is deployed',
    command: command`helm -n ${names.namespace} status ${names.release}`,
  }),
  'release-safe': ({ names }) => ({
    title: 'An RKE2 upgrade does no harm',
    command: command`kubectl -n ${names.systemNamespace} get helmcharts.helm.cattle.io ${names.release} -o yaml`,
  }),
  'components-complete': ({ names }) => ({
    title: 'Every component is rolled out',
    command: command`kubectl -n ${names.namespace} get deploy -L app.kubernetes.io/component,app.kubernetes.io/version`,
  }),
  'api-healthy': deployment => ({
    title: 'Kasm’s API is healthy',
    command: curl('-s', deployment, '/api/__healthcheck'),
  }),
  'proxy-answers': deployment => ({
    title: 'Kasm’s proxy answers',
    command: curl('-s', deployment, '/checkvalid'),
  }),
  'database-initialised': ({ names }) => ({
    title: 'The database is initialised',
    command: command`kubectl -n ${names.namespace} get deploy -l app.kubernetes.io/component=api`,
  }),
  'database-redundant': ({ names }) => ({
    title: 'The database survives the loss of a node',
    command: command`kubectl -n ${names.databaseNamespace} get pods -l cnpg.io/cluster=${names.databaseCluster} -o wide`,
  }),
  'backup-recent': ({ names }) => ({
    title: 'There is a recent backup',
    command: command`kubectl -n ${names.databaseNamespace} get backups.postgresql.cnpg.io --sort-by=.metadata.creationTimestamp`,
  }),
  'archiving-works': ({ names }) => ({
    title: 'WAL is archived',
    command: command`kubectl cnpg status ${names.databaseCluster} -n ${names.databaseNamespace}`,
  }),
  'backup-restored-once': () => ({
    title: 'A restore was rehearsed in the last 180 days',
  }),
  'secrets-match': ({ names }) => ({
    title: 'Both copies of the database’s password agree',
    command: command`for n in ${names.databaseNamespace} ${names.namespace}; do kubectl -n $n get secret ${names.credentialsSecret} -o jsonpath='{.data.password}' | sha256sum; done`,
  }),
  'postgres-supported': ({ names }) => ({
    title: 'PostgreSQL is supported',
    command: command`kubectl -n ${names.databaseNamespace} get clusters.postgresql.cnpg.io ${names.databaseCluster} -o jsonpath='{.spec.imageName}'`,
  }),
  'dns-matches': ({ host }) => ({
    title: 'DNS points at the ingress',
    command: command`dig +short ${host}`,
  }),
  'tls-valid': ({ host, url }) => ({
    title: 'Browsers trust the host',
    command: command`openssl s_client -connect ${host}:${portOf(
      url,
    )} -servername ${host} </dev/null | openssl x509 -noout -subject -ext subjectAltName -dates`,
  }),
  'certificate-loaded': ({ names }) => ({
    title: 'The newest certificate is in use',
    command: command`kubectl -n ${names.namespace} get pods -l app.kubernetes.io/component=proxy -o jsonpath='{..startedAt}'`,
  }),
  'route-served': ({ names }) => ({
    title: 'Traefik serves the route',
    command: command`kubectl -n ${names.namespace} get ingressroutes.traefik.io,serverstransports.traefik.io -o yaml`,
  }),
  'timeouts-enough': ({ names }) => ({
    title: 'Traefik’s timeouts suffice',
    command: command`kubectl -n ${names.ingressNamespace} get daemonsets.apps ${names.ingressWorkload} -o jsonpath='{.spec.template.spec.containers[0].args}'`,
  }),
  'not-exposed-twice': ({ names }) => ({
    title: 'Kasm is reached through Traefik only',
    command: command`kubectl -n ${names.namespace} get svc`,
  }),
  'agents-checking-in': () => ({ title: 'Agents check in' }),
  'agents-match-vms': ({ names }) => ({
    title: 'Every agent has its VM',
    ...(names.agentCluster && {
      command: command`kubectl --context ${names.agentCluster} -n ${names.agentNamespace} get vmi -o wide`,
    }),
  }),
  'capacity-left': () => ({ title: 'There is room for a session' }),
  'images-available': () => ({ title: 'A workspace can be started' }),
  'zone-configured': () => ({ title: 'The zone’s addresses are right' }),
  'versions-in-step': ({ names }) => ({
    title: 'Everything runs one version',
    command: command`kubectl -n ${names.namespace} get deploy -o wide`,
  }),
  'session-works': () => ({
    title: 'A desktop was held for more than ten minutes',
  }),
};

/**
 * Describes a check of a deployment. An id that this version does not know describes itself.
 *
 * @public
 */
export function describeCheck(
  id: string,
  deployment: DeploymentStatus,
): CheckDescription {
  return Object.hasOwn(CATALOGUE, id)
    ? CATALOGUE[id as CheckId](deployment)
    : { title: id };
}

function portOf(url: string): string {
  return /:(\d+)\/?$/.exec(url)?.[1] ?? '443';
}

function curl(
  options: '-s' | '-sI',
  deployment: DeploymentStatus,
  path: string,
) {
  const port = portOf(deployment.url);
  const address =
    port === '443'
      ? command`https://${deployment.host}`
      : command`https://${deployment.host}:${port}`;
  return `curl ${options} ${address}${path}`;
}

import { AuthenticationError } from '@backstage/errors';
import type { CredentialConfig } from '../clusters/KasmConfig';
import type { Credential } from './Credential';
import { readCredentialFile, readTokenFile } from './credentialFile';

type Direct = Extract<CredentialConfig, { form: 'direct' }>;

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Server, CA and token as the configuration names them. */
export async function directCredential(
  config: Direct,
  owner: string,
): Promise<Credential> {
  const ca = config.caFile
    ? await readCredentialFile(owner, 'CA file', config.caFile)
    : config.ca;
  const token = config.tokenFile
    ? await readTokenFile(owner, config.tokenFile)
    : config.token;
  return {
    server: config.server.replace(/\/+$/, ''),
    tls: ca === undefined ? {} : { ca },
    headers: { authorization: `Bearer ${token}` },
  };
}

/** The ServiceAccount of the pod that the process runs in. */
export async function inClusterCredential(
  owner: string,
  folder = SERVICE_ACCOUNT,
): Promise<Credential> {
  const host = process.env.KUBERNETES_SERVICE_HOST;
  const port = process.env.KUBERNETES_SERVICE_PORT;
  if (!host || !port) {
    throw new AuthenticationError(
      `The configuration of ${owner} says inCluster, but this process does not run in a Kubernetes pod; use kubeconfigFile or server`,
    );
  }
  const literal = host.includes(':') ? `[${host}]` : host;
  return directCredential(
    {
      form: 'direct',
      server: `https://${literal}:${port}`,
      caFile: `${folder}/ca.crt`,
      tokenFile: `${folder}/token`,
    },
    owner,
  );
}

import { AuthenticationError } from '@backstage/errors';
import type { CredentialConfig } from '../clusters/KasmConfig';
import type { Credential, CredentialRules } from './Credential';
import { directCredential, inClusterCredential } from './directCredential';
import { kubeconfigCredential } from './kubeconfigCredential';

/**
 * Loads a credential from where the configuration says, reading every file anew.
 *
 * @throws AuthenticationError with one sentence that names whose credential it is, what is wrong and
 * what to do, and never a secret
 * @public
 */
export async function loadCredential(
  config: CredentialConfig,
  rules: CredentialRules,
): Promise<Credential> {
  const credential = await load(config, rules);
  if (
    !rules.allowSandboxTokens &&
    /^Bearer sandbox-/i.test(credential.headers.authorization ?? '')
  ) {
    throw new AuthenticationError(
      `The token of ${rules.owner} is one of the sandbox's, which everybody knows; use a real one, or set kasm.allowSandboxTokens for a demonstration`,
    );
  }
  return credential;
}

function load(
  config: CredentialConfig,
  rules: CredentialRules,
): Promise<Credential> {
  switch (config.form) {
    case 'kubeconfig':
      return kubeconfigCredential(config, rules);
    case 'direct':
      return directCredential(config, rules.owner);
    case 'inCluster':
      return inClusterCredential(rules.owner);
    default:
      throw new Error('Unknown form of credential');
  }
}

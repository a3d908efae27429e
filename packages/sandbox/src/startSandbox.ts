import {
  createCertificateAuthority,
  type CertificateAuthority,
} from './certificates/CertificateAuthority';
import type { Sandbox, SandboxOptions } from './Sandbox';

/**
 * Starts two clusters, Kasm's public host and the control port, each with a certificate of a new CA.
 * Rejects with the system's error (`code`, `port`) when a port cannot be had; nothing is left then.
 *
 * @public
 */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  return startSandboxWith(options, await createCertificateAuthority());
}

/** As startSandbox, with a CA that is kept elsewhere. @internal */
export async function startSandboxWith(
  options: SandboxOptions,
  authority: CertificateAuthority,
): Promise<Sandbox> {
  throw new Error(`not yet ${options} ${authority}`);
}

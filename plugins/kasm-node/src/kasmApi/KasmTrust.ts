import { readFile } from 'node:fs/promises';
import {
  createSecureContext,
  rootCertificates,
  type SecureContext,
} from 'node:tls';
import type { IngressConfig } from '../clusters/KasmConfig';

/**
 * The authorities by which a cluster's public hosts are trusted. Made once for all its deployments,
 * since reading the system's takes long, and again when the configured file changes.
 */
export class KasmTrust {
  private made?: { own: string; context: SecureContext };

  constructor(private readonly ingress: IngressConfig) {}

  /** Undefined where the system's authorities are enough. */
  async context(): Promise<SecureContext | undefined> {
    const { ca, caFile } = this.ingress;
    const own = ca ?? (caFile ? await readFile(caFile, 'utf8') : undefined);
    if (own === undefined) {
      return undefined;
    }
    if (this.made?.own !== own) {
      this.made = {
        own,
        context: createSecureContext({ ca: [...rootCertificates, own] }),
      };
    }
    return this.made.context;
  }
}

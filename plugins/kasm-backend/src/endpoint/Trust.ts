import { readFile, stat } from 'fs/promises';
import { resolve } from 'path';
import {
  createSecureContext,
  getCACertificates,
  rootCertificates,
  type SecureContext,
} from 'tls';

/**
 * The certificate authorities that a cluster's public hosts are trusted by: the system's and the
 * configured one. The context is made once, since parsing the system's takes a while, and again
 * when the file changes.
 *
 * @internal
 */
export class Trust {
  private made?: { key: string; context: SecureContext };

  constructor(private readonly options: { ca?: string; caFile?: string }) {}

  /** Throws one sentence when the configured file cannot be read. */
  async context(): Promise<SecureContext> {
    const { key, pem } = await this.configured();
    if (this.made?.key !== key) {
      // Node before 22.15 has no getCACertificates.
      const system = getCACertificates?.('default') ?? rootCertificates;
      this.made = {
        key,
        context: createSecureContext({
          ca: pem === undefined ? [...system] : [...system, pem],
        }),
      };
    }
    return this.made.context;
  }

  private async configured(): Promise<{ key: string; pem?: string }> {
    const { ca, caFile } = this.options;
    if (ca !== undefined || caFile === undefined) {
      return { key: 'configured', pem: ca };
    }
    try {
      const file = resolve(caFile);
      const { mtimeMs, size, ino } = await stat(file);
      const key = `${mtimeMs}/${size}/${ino}`;
      return this.made?.key === key
        ? { key }
        : { key, pem: await readFile(file, 'utf8') };
    } catch (error) {
      throw new Error(
        `kasm.clusters[].ingress.caFile cannot be read (${
          (error as NodeJS.ErrnoException).code
        }): ${caFile}`,
      );
    }
  }
}

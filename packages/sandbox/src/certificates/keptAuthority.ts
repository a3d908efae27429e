import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createCertificateAuthority,
  isUsableAuthority,
  type CertificateAuthority,
} from './CertificateAuthority';

/**
 * The authority of a directory (`ca.crt`, and `ca.key` for the owner only): the same one at every
 * start, so that a browser or curl that trusts it goes on trusting it. A missing, broken or nearly
 * expired one is replaced.
 */
export async function keptAuthority(
  directory: string,
): Promise<CertificateAuthority> {
  const certificateFile = join(directory, 'ca.crt');
  const keyFile = join(directory, 'ca.key');
  const [caPem, caKeyPem] = await Promise.all([
    readIfThere(certificateFile),
    readIfThere(keyFile),
  ]);
  if (caPem && caKeyPem && isUsableAuthority({ caPem, caKeyPem }, new Date())) {
    return createCertificateAuthority({ caPem, caKeyPem });
  }
  const created = await createCertificateAuthority();
  await mkdir(directory, { recursive: true });
  await writeFile(keyFile, created.caKeyPem, { mode: 0o600 });
  // The mode above only counts for a file that did not exist.
  await chmod(keyFile, 0o600);
  await writeFile(certificateFile, created.caPem);
  return created;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

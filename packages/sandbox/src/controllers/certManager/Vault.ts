/** What a role of Vault's PKI allows. */
export interface VaultRole {
  allowAnyName: boolean;
  allowedDomains: string[];
  allowBareDomains: boolean;
  allowSubdomains: boolean;
  requireCommonName: boolean;
  /** Milliseconds; whatever is longer is shortened without a word. */
  maxTtl?: number;
}

/** The Vault behind the platform's issuers. */
export interface Vault {
  sealed: boolean;
  role: VaultRole;
  /** When the issuing CA ends; unknown means late enough. */
  caEnds?: Date;
}

/** As the platform has it: any name, and none has to be the common name. */
export const platformRole = (): VaultRole => ({
  allowAnyName: true,
  allowedDomains: [],
  allowBareDomains: false,
  allowSubdomains: true,
  requireCommonName: false,
});

/** What Vault is asked to sign. */
export interface VaultRequest {
  commonName?: string;
  names: string[];
  /** Milliseconds. */
  ttl: number;
}

function allows(role: VaultRole, name: string): boolean {
  return (
    role.allowAnyName ||
    role.allowedDomains.some(
      domain =>
        (role.allowBareDomains && name === domain) ||
        (role.allowSubdomains && name.endsWith(`.${domain}`)),
    )
  );
}

/** Go writes no digits of a fraction that is none. */
const written = (date: Date) => date.toISOString().replace(/\.?0*Z$/, 'Z');

/** How long a certificate of a role is valid, in milliseconds. */
export const granted = ({ maxTtl = Infinity }: VaultRole, ttl: number) =>
  Math.min(ttl, maxTtl);

/** Vault's words when it does not sign. */
export function refusal(
  { role, caEnds }: Vault,
  { commonName, names, ttl }: VaultRequest,
  now: Date,
): string | undefined {
  if (!commonName && role.requireCommonName) {
    return 'the common_name field is required, or must be provided in a CSR with "use_csr_common_name" set to true, unless "require_cn" is set to false';
  }
  if (commonName && !allows(role, commonName)) {
    return `common name ${commonName} not allowed by this role`;
  }
  const bad = names.find(name => !allows(role, name));
  if (bad) {
    return `subject alternate name ${bad} not allowed by this role`;
  }
  const ends = new Date(now.getTime() + granted(role, ttl));
  return caEnds && ends > caEnds
    ? `cannot satisfy request, as TTL would result in notAfter ${written(
        ends,
      )} that is beyond the expiration of the CA certificate at ${written(
        caEnds,
      )}`
    : undefined;
}

/** How a client of Vault's words what Vault answers. */
export function vaultError(
  server: string,
  path: string,
  code: number,
  words: string,
): string {
  return `Error making API request.\n\nURL: POST ${server}/v1/${path}\nCode: ${code}. Errors:\n\n* ${words}`;
}

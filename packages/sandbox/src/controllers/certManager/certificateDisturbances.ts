import { platformRole, type Vault } from './Vault';

/** What is wrong with certificates. */
export interface CertificateDisturbances {
  /** Certificates that cert-manager does not issue, by `namespace/name`. */
  held: Set<string>;
  /** What the policy of an approver says about the requests of Certificates, by `namespace/name`. */
  denied: Map<string, string>;
  vault: Vault;
  /** Other roles of Vault's, for the Certificates of these places. */
  roles: Map<string, Partial<Pick<Vault, 'role' | 'caEnds'>>>;
}

/** Nothing is. */
export const noCertificateDisturbances = (): CertificateDisturbances => ({
  held: new Set(),
  denied: new Map(),
  vault: { sealed: false, role: platformRole() },
  roles: new Map(),
});

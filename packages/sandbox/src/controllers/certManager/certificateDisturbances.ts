/** What is wrong with certificates. */
export interface CertificateDisturbances {
  /** Certificates that cert-manager leaves as they are, by `namespace/name`. */
  held: Set<string>;
}

/** Nothing is. */
export const noCertificateDisturbances = (): CertificateDisturbances => ({
  held: new Set(),
});

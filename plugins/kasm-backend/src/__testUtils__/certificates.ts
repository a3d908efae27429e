// The sandbox has no business in issuing certificates to others, so its index does not offer it.
// eslint-disable-next-line @backstage/no-forbidden-package-imports
export * from 'sandbox/src/certificates/CertificateAuthority';

export const CERTIFICATES = 'certificates.cert-manager.io';
export const REQUESTS = 'certificaterequests.cert-manager.io';
/** ClusterIssuers. */
export const ISSUERS = 'clusterissuers.cert-manager.io';
/** Those of one namespace. */
export const NAMESPACED_ISSUERS = 'issuers.cert-manager.io';

export const GROUP = 'cert-manager.io';
/** Where cert-manager runs, and where ClusterIssuers have their Secrets. */
export const CERT_MANAGER_NAMESPACE = 'cert-manager';

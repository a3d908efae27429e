export const CERTIFICATES = 'certificates.cert-manager.io';
export const REQUESTS = 'certificaterequests.cert-manager.io';
export const ISSUERS = 'clusterissuers.cert-manager.io';

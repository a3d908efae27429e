/** @public */
export interface CertificateStatus {
  name: string;
  ready: boolean;
  reason?: string;
  /** RFC 3339. */
  notBefore?: string;
  /** RFC 3339. */
  notAfter?: string;
  /** RFC 3339. */
  renewalTime?: string;
  names: string[];
}

/** @public */
export interface EndpointStatus {
  /** Of `GET /`; absent when no answer came. */
  rootStatus?: number;
  /** Of `GET /api/__healthcheck`, strictly parsed. */
  apiHealthy?: boolean;
  httpVersion?: string;
  /** Which step failed. */
  failedAt?: 'dns' | 'connect' | 'tls' | 'http';
  reason?: string;
  /** The certificate that was served. RFC 3339 dates. */
  served?: { notAfter: string; names: string[]; trusted: boolean };
}

/** @public */
export interface IngressStatus {
  route?: {
    kind: 'IngressRoute' | 'HTTPRoute';
    name: string;
    backend?: string;
  };
  certificate?: CertificateStatus;
  timeouts?: {
    entryPoint: string;
    /** Seconds; 0 is no limit. */
    readTimeout: number;
    /** Where the value comes from. */
    from: 'argument' | 'environment' | 'default';
  };
  traefik?: { ready: number; desired: number };
  endpoint?: EndpointStatus;
}

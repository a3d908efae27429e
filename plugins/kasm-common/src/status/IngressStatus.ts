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
  /** What is served instead, when it is another one than this. RFC 3339. */
  served?: { notAfter: string };
  /** When cert-manager tries again, after attempts that failed. RFC 3339. */
  nextAttempt?: string;
  /** Seconds that were asked for and that were given, when the issuer gave less. */
  shortened?: { asked: number; given: number };
}

/** @public */
export interface EndpointStatus {
  /** Of `GET /`; absent when no answer came. */
  rootStatus?: number;
  /** Of `GET /api/__healthcheck`, strictly parsed. */
  apiHealthy?: boolean;
  httpVersion?: string;
  /** Whether a desktop's WebSocket gets through to Kasm; absent when it cannot be told. */
  websocket?: boolean;
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
    /** Ingress class that it asks for. */
    class?: string;
    /** `https://service:8443`; without a scheme Traefik chooses. */
    backend?: string;
  };
  certificate?: CertificateStatus;
  timeouts?: {
    entryPoint: string;
    /** Seconds; 0 is no limit. */
    readTimeout: number;
    /** Where the value comes from. */
    from: 'argument' | 'environment' | 'default';
    /** Seconds; absent when it is 0, which is no limit. */
    writeTimeout?: number;
    /** Seconds; absent when it is Traefik's 180. */
    idleTimeout?: number;
  };
  traefik?: { ready: number; desired: number; version?: string };
  endpoint?: EndpointStatus;
}

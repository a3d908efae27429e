/**
 * The stages of a request as people write them.
 *
 * @internal
 */
export const STAGES: Record<string, string> = {
  dns: 'DNS',
  tcp: 'TCP',
  tls: 'TLS',
  http: 'HTTP',
};

/**
 * Answer of `GET /api/kasm/v1/clusters/{cluster}/dns?host=`: what the portal's resolver says of a
 * host, for the form.
 *
 * @public
 */
export interface DnsAnswer {
  host: string;
  /** Empty when the resolver knows none. */
  addresses: string[];
  /** Addresses of the cluster's ingress, as far as the configuration names them. */
  expected: string[];
  /** Whether the host points at the ingress; absent when either side is not known. */
  matches?: boolean;
  /** One sentence for people. */
  problem?: string;
}

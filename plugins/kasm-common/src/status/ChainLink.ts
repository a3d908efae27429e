/**
 * The links of the chain that a browser's request goes through, in order.
 *
 * @public
 */
export type ChainLink =
  | 'dns'
  | 'traefik'
  | 'proxy'
  | 'api'
  | 'database'
  | 'manager'
  | 'agents';

/** What a key may be allowed; Kasm knows more. */
export type Permission =
  | 'user'
  | 'users_view'
  | 'groups_view'
  | 'agents_view'
  | 'agents_modify'
  | 'sessions_view'
  | 'sessions_modify'
  | 'images_view'
  | 'settings_view'
  | 'settings_modify'
  | 'licenses_view'
  | 'reports_view'
  | 'zones_view'
  | 'zones_modify'
  | 'servers_view'
  | 'servers_modify'
  | 'server_pools_view'
  | 'server_pools_create'
  | 'autoscale_view'
  | 'autoscale_create'
  | 'vm_provider_view'
  | 'vm_provider_create';

/** A key of the developer API. */
export interface ApiKey {
  key: string;
  secret: string;
  /** Overrides the permissions: nothing may be changed. */
  readOnly: boolean;
  may(permission: Permission): boolean;
}

/** What a key needs that watches and does nothing else. */
const TO_WATCH: readonly Permission[] = [
  'agents_view',
  'servers_view',
  'sessions_view',
  'images_view',
  'zones_view',
  'server_pools_view',
  'autoscale_view',
  'licenses_view',
  'reports_view',
];

/** The keys of every pretended Kasm; worth nothing outside the sandbox. */
export const SANDBOX_API_KEYS: readonly ApiKey[] = [
  {
    key: 'sandbox-key',
    secret: 'sandbox-key-secret',
    readOnly: true,
    may: permission => TO_WATCH.includes(permission),
  },
  {
    key: 'sandbox-admin-key',
    secret: 'sandbox-admin-key-secret',
    readOnly: false,
    may: () => true,
  },
];

/** The key that somebody shows, if it is one. */
export const keyOf = (key: unknown, secret: unknown): ApiKey | undefined =>
  SANDBOX_API_KEYS.find(each => each.key === key && each.secret === secret);

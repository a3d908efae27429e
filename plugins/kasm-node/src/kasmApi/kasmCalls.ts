interface CallDescription {
  /** As Kasm's administrator's pages call it. */
  permission: string;
  changes: boolean;
  /** Resource below `/api/` that tells the same where Kasm has Basic authentication (1.19 and later). */
  resource?: string;
}

/**
 * The only calls of Kasm's API that this portal can make. None of them has a side effect that its name
 * does not say: asking for one session (`get_kasm_status`) would renew its link, and `keepalive` keep
 * it from ending.
 */
const CALLS = {
  get_kasms: { permission: 'Sessions View', changes: false },
  get_agents: { permission: 'Agents View', changes: false },
  get_agent_report: { permission: 'Reports View', changes: false },
  get_servers: { permission: 'Servers View', changes: false },
  get_images: { permission: 'Images View', changes: false },
  get_zones: {
    permission: 'Zones View',
    changes: false,
    resource: 'admin/infrastructure/zones',
  },
  get_licenses: { permission: 'Licenses View', changes: false },
  update_agent: { permission: 'Agents Modify', changes: true },
  update_server: { permission: 'Servers Modify', changes: true },
  delete_agent: { permission: 'Agents Delete', changes: true },
  delete_server: { permission: 'Servers Delete', changes: true },
} satisfies Record<string, CallDescription>;

/** A call that this portal can make. */
export type KasmCall = keyof typeof CALLS;

/** What a call needs; throws for any that is not in the list, whatever the types said. */
export function kasmCall(name: KasmCall): CallDescription {
  if (!Object.hasOwn(CALLS, name)) {
    throw new Error('This call of the Kasm API is not one the portal makes');
  }
  return CALLS[name];
}

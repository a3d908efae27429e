/**
 * A session of Kasm, as its list shows it.
 *
 * @public
 */
export interface SessionRow {
  id: string;
  /** Lower case, as Kasm says it: `requested`, `starting`, `running`, `stopped`, … */
  status: string;
  /** Staged ahead, with no user yet. */
  standby?: boolean;
  /** Host name or address of its agent; absent while it is being placed. */
  agent?: string;
  /** What people call the workspace. */
  workspace?: string;
  zone?: string;
  /** RFC 3339. */
  createdAt?: string;
  /** Kasm's own words on how it starts; redacted, and text from outside. */
  message?: string;
  /** Only with `kasm.sessions.details`. */
  user?: string;
  /** Address of the browser, where Kasm tells it; only with `kasm.sessions.details`. */
  address?: string;
}

/**
 * Answer of `GET /api/kasm/v1/deployments/{cluster}/{name}/sessions`.
 *
 * @public
 */
export interface SessionList {
  /** Whether the rows say who uses the sessions: the caller has `kasm.sessions.details`. */
  details: boolean;
  /** RFC 3339; when Kasm was last heard. Absent when it never was. */
  asOf?: string;
  /** Why there is nothing, or nothing new, to show. */
  reason?: string;
  /** Newest first, at most 500. */
  items: SessionRow[];
  /** There are more. */
  more?: boolean;
}

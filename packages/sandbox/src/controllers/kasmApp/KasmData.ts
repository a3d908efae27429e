/** Times are milliseconds since 1970, as the sandbox's clock tells them; memory and disks are bytes. */
type Time = number;

/** A zone: who talks to whom under which address. */
export interface KasmZone {
  id: string;
  name: string;
  upstreamAuthAddress: string;
  proxyHostname: string;
  proxyPort: number;
}

/** A workspace: what a session is made of. */
export interface KasmImage {
  id: string;
  name: string;
  friendlyName: string;
  description: string;
  enabled: boolean;
  cores: number;
  memory: number;
}

/** When an agent last reported, without a timer for every agent. */
export interface Heartbeat {
  /** Since when it reports regularly; undefined while it does not. */
  from?: Time;
  /** Its last report before it stopped. */
  last: Time;
}

/** A Docker agent, which Kasm also lists as a server. */
export interface KasmAgent {
  id: string;
  serverId: string;
  zoneId: string;
  /** Address or name under which Kasm reaches it. */
  hostname: string;
  /** The VirtualMachine it runs in: its uid, `namespace/name`, and the instance it last reported from. */
  machine: { uid: string; path: string; life: string };
  version: string;
  enabled: boolean;
  autoscaled: boolean;
  cores: number;
  memory: number;
  disk: number;
  /** 0 means none. */
  coresOverride: number;
  memoryOverride: number;
  autoPruneImages: 'Off' | 'Normal' | 'Aggressive';
  registeredAt: Time;
  /** Since when it pulls images. */
  enabledAt?: Time;
  heartbeat: Heartbeat;
}

/** Kasm's word for where a session is; `get_kasms` shows it as `operational_status`. */
export type SessionStatus =
  | 'requested'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'stopped'
  | 'deleting';

/** A session, which Kasm calls a kasm. */
export interface KasmSession {
  id: string;
  shareId: string;
  userId: string;
  imageId: string;
  /** Undefined until there is room for it. */
  agentId?: string;
  /** The instance of the agent's machine in which its container is. */
  life?: string;
  cores: number;
  memory: number;
  status: SessionStatus;
  /** Since when it has that status. */
  since: Time;
  createdAt: Time;
  startedAt?: Time;
  /** Its last sign of life from a browser. */
  keptAlive: Time;
  /** Whether somebody is there, so that it is kept alive. */
  inUse: boolean;
  /** How many times quicker than usual it starts and ends; for days that last a minute. */
  haste: number;
  /** What keeps it from starting. */
  trouble?: string;
  token: string;
  viewOnlyToken: string;
}

/** Somebody with an account. */
export interface KasmUser {
  id: string;
  username: string;
  firstName: string;
  lastName: string;
  admin: boolean;
  createdAt: Time;
  lastSession?: Time;
}

/** A licence; the community edition has none. */
export interface KasmLicence {
  id: string;
  limit: number;
  issuedAt: Time;
  expiresAt: Time;
}

/** One of the settings of the administrator's pages. */
export interface KasmSetting {
  id: string;
  category: string;
  name: string;
  title: string;
  value: string | number | boolean;
}

/** Agents that Kasm makes and removes by itself. */
export interface KasmScaling {
  pools: Array<{ id: string; name: string }>;
  autoscaleConfigs: Array<{
    id: string;
    name: string;
    poolId: string;
    providerId: string;
    zoneId: string;
    enabled: boolean;
    standbyCores: number;
    standbyMemoryMb: number;
    downscaleBackoff: number;
  }>;
  providers: Array<{
    id: string;
    name: string;
    maxInstances: number;
    namespace: string;
    token: string;
  }>;
}

/** What is in Kasm's database. */
export interface KasmData {
  zones: KasmZone[];
  images: KasmImage[];
  agents: KasmAgent[];
  sessions: KasmSession[];
  users: KasmUser[];
  licences: KasmLicence[];
  settings: KasmSetting[];
  scaling: KasmScaling;
}

import type { KasmData, KasmImage, KasmSetting, KasmUser } from './KasmData';
import { kasmId } from './kasmId';

const IMAGES: Array<Omit<KasmImage, 'id'>> = [
  {
    name: 'kasmweb/ubuntu-jammy-desktop:1.18.0',
    friendlyName: 'Ubuntu Jammy',
    description: 'Ubuntu 22.04 desktop in a browser.',
    enabled: true,
    cores: 2,
    memory: 2_768_000_000,
  },
  {
    name: 'kasmweb/chrome:1.18.0',
    friendlyName: 'Chrome',
    description: 'Google Chrome, isolated from the desktop.',
    enabled: true,
    cores: 2,
    memory: 2_768_000_000,
  },
  {
    name: 'kasmweb/firefox:1.18.0',
    friendlyName: 'Firefox',
    description: 'Mozilla Firefox, isolated from the desktop.',
    enabled: false,
    cores: 2,
    memory: 2_768_000_000,
  },
];

/** The people of a deployment that has been used for a while. */
const PEOPLE = [
  'Amara Osei',
  'Bruno Keller',
  'Chiara Rossi',
  'Daan Visser',
  'Elif Demir',
  'Finn Larsen',
  'Grace Mwangi',
  'Hugo Martin',
  'Ines Costa',
  'Jonas Weber',
  'Kim Tran',
  'Leila Haddad',
];

/** Category and name of the setting by which new agents are enabled at once. */
export const AUTO_ENABLE = { category: 'scale', name: 'auto_agent' } as const;

/** Makes what db-init leaves in the database: one zone, workspaces, two accounts, settings. */
export function freshKasm(options: {
  /** What all ids are made from. */
  seed: string;
  zone: string;
  /** Public port. */
  port: number;
  now: number;
  managerToken: string;
}): KasmData {
  const { seed, zone, port, now, managerToken } = options;
  const setting = (
    category: string,
    name: string,
    title: string,
    value: KasmSetting['value'],
  ): KasmSetting => ({
    id: kasmId(`${seed}/setting/${category}/${name}`),
    category,
    name,
    title,
    value,
  });
  return {
    zones: [
      {
        id: kasmId(`${seed}/zone/${zone}`),
        name: zone,
        upstreamAuthAddress: '$request_host$',
        proxyHostname: '$request_host$',
        proxyPort: port,
      },
    ],
    images: IMAGES.map(image => ({
      id: kasmId(`${seed}/image/${image.friendlyName}`),
      ...image,
    })),
    agents: [],
    sessions: [],
    users: [
      account(seed, 'admin@kasm.local', 'Kasm', 'Admin', now, true),
      account(seed, 'user@kasm.local', 'Kasm', 'User', now),
    ],
    licences: [],
    settings: [
      setting(
        AUTO_ENABLE.category,
        AUTO_ENABLE.name,
        'Automatically Enable Agents',
        false,
      ),
      setting('manager', 'agent_version', 'Agent Version', '1.18.1'),
      // Whoever has it registers agents: a client must not pass it on.
      setting('manager', 'token', 'Component Registration Token', managerToken),
      setting(
        'connections',
        'keepalive_expiration',
        'Keepalive Expiration',
        3600,
      ),
      setting('images', 'auto_prune_images', 'Prune Images', 'Normal'),
    ],
    scaling: { pools: [], autoscaleConfigs: [], providers: [] },
  };
}

/** The accounts of those who work with it. */
export function colleagues(seed: string, now: number): KasmUser[] {
  return PEOPLE.map(person => {
    const [first, last] = person.split(' ');
    return account(
      seed,
      `${first}.${last}@example.com`.toLowerCase(),
      first,
      last,
      now,
    );
  });
}

function account(
  seed: string,
  username: string,
  firstName: string,
  lastName: string,
  createdAt: number,
  admin = false,
): KasmUser {
  return {
    id: kasmId(`${seed}/user/${username}`),
    username,
    firstName,
    lastName,
    admin,
    createdAt,
  };
}

import { json, type Reply } from './Reply';

/** The one key of the pretended Kasm; worth nothing outside the sandbox. */
export const SANDBOX_API_KEY = {
  api_key: 'sandbox-key',
  api_key_secret: 'sandbox-key-secret',
};

const ZONE_ID = '4b1b7a3e-7f4d-4a52-9b53-0d0c1f1f0a01';
const IMAGE_IDS = {
  desktop: '0f8cbe0c-6cf3-4f8a-9f6d-2d6e6b1c0b01',
  browser: '0f8cbe0c-6cf3-4f8a-9f6d-2d6e6b1c0b02',
};

/** Kasm writes UTC without saying so: `2026-01-31 08:15:00.000000`. */
function kasmDate(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')}.000000`;
}

function image(id: string, name: string, friendlyName: string) {
  return {
    image_id: id,
    name,
    friendly_name: friendlyName,
    enabled: true,
    available: true,
    cores: 2,
    memory: 2_768_000_000,
    zone_id: null,
    docker_registry: 'https://index.docker.io/v1/',
    // Present in the real answer, and what a client must not pass on.
    docker_user: null,
    docker_token: null,
  };
}

const CALLS: Record<string, (now: Date) => object> = {
  get_zones: () => ({
    zones: [
      {
        zone_id: ZONE_ID,
        zone_name: 'default',
        load_balancing_strategy: 'least_load',
        proxy_connections: true,
        proxy_hostname: '$request_host$',
        proxy_path: 'desktop',
        proxy_port: 443,
      },
    ],
  }),
  get_images: () => ({
    images: [
      image(
        IMAGE_IDS.desktop,
        'kasmweb/ubuntu-jammy-desktop:1.18.0',
        'Ubuntu Jammy',
      ),
      image(IMAGE_IDS.browser, 'kasmweb/chrome:1.18.0', 'Chrome'),
    ],
  }),
  get_kasms: now => ({ current_time: kasmDate(now), kasms: [] }),
};

/**
 * `POST /api/public/<call>`: the calls that read, with the key in the body as Kasm 1.18 wants it.
 * Undefined when Kasm does not know the call, and then the web server gives the page instead.
 */
export function developerApi(
  call: string,
  body: string,
  now: Date,
): Reply | undefined {
  if (!Object.hasOwn(CALLS, call)) return undefined;
  let asked: unknown;
  try {
    asked = JSON.parse(body);
  } catch {
    return json(400, { error_message: 'Invalid request' });
  }
  const { api_key: key, api_key_secret: secret } = (asked ?? {}) as Record<
    string,
    unknown
  >;
  if (
    key !== SANDBOX_API_KEY.api_key ||
    secret !== SANDBOX_API_KEY.api_key_secret
  ) {
    return json(403, { error_message: 'Unauthorized' });
  }
  return json(200, CALLS[call](now));
}

import { redactLine } from '@kasm-portal/backstage-plugin-kasm-node';
import { nginxComplaint } from './nginxComplaint';
import { spoken, type Spoken } from './spoken';

type Pattern = {
  id: string;
  /** Roles whose logs may show it; what another container happens to print means nothing. */
  from: string[];
  matches: (line: string) => boolean;
};

const DATABASE_CLIENTS = ['db-init', 'api', 'manager'];
const DATABASE = ['database', 'initdb'];

function any(...patterns: RegExp[]): (line: string) => boolean {
  return line => patterns.some(pattern => pattern.test(line));
}

/** `operations.md` §4.2, in the order in which the first match wins. */
const PATTERNS: Pattern[] = [
  {
    id: 'db-name',
    from: DATABASE_CLIENTS,
    matches: any(/could not translate host name "/),
  },
  {
    id: 'db-slots',
    from: [...DATABASE, 'api'],
    matches: any(
      /too many clients already/,
      /remaining connection slots are reserved/,
    ),
  },
  {
    id: 'db-login',
    from: [...DATABASE, ...DATABASE_CLIENTS],
    matches: any(
      /password authentication failed for user \\?"/,
      /no password supplied/,
      /role \\?"[^"]*" does not exist/,
      /database \\?"[^"]*" does not exist/,
    ),
  },
  {
    id: 'db-connect',
    from: DATABASE_CLIENTS,
    matches: line =>
      /Connection refused|Connection timed out|No route to host|timeout expired/.test(
        line,
      ) && /connection to server|5432/.test(line),
  },
  {
    id: 'db-schema',
    from: [...DATABASE, 'api'],
    matches: any(/relation \\?"(zones|settings)\\?" does not exist/),
  },
  {
    id: 'db-uuid',
    from: [...DATABASE, 'db-init'],
    matches: any(
      /uuid_generate_v4\(\) does not exist/,
      /extension \\?"uuid-ossp/,
    ),
  },
  { id: 'db-space', from: DATABASE, matches: any(/No space left on device/) },
  { id: 'db-archive', from: DATABASE, matches: any(/Expected empty archive/) },
  { id: 'db-locale', from: DATABASE, matches: any(/invalid locale name/) },
  {
    id: 'helm-values',
    from: ['release'],
    matches: any(
      /meet the specifications of the schema/i,
      /execution error at \(/i,
      /additional propert/i,
    ),
  },
  {
    id: 'helm-owner',
    from: ['release'],
    matches: any(
      /invalid ownership metadata/,
      /cannot be imported into the current release/,
    ),
  },
  {
    id: 'helm-download',
    from: ['release'],
    matches: any(
      /failed to (fetch|do request)/i,
      /no such host/i,
      /x509:/i,
      /manifest unknown/i,
      /not found in .* repository/i,
      /toomanyrequests/i,
      /context deadline exceeded/i,
    ),
  },
  {
    id: 'helm-state',
    from: ['release'],
    matches: any(
      /waiting for operator intervention/,
      /Resetting/,
      /field is immutable/,
      /UPGRADE FAILED/,
      /INSTALLATION FAILED/,
      /conflict with "/,
    ),
  },
  {
    id: 'nginx-resolver',
    from: ['proxy'],
    matches: any(/no resolver defined to resolve /),
  },
  {
    id: 'nginx-upstream',
    from: ['proxy'],
    matches: any(
      /connect\(\) failed/,
      /upstream timed out/,
      /host not found in upstream/,
    ),
  },
];

/** Whether a component's log may show any. */
export function tellsOf(component: string): boolean {
  return PATTERNS.some(({ from }) => from.includes(component));
}

/** A known pattern, and one redacted line that shows it. */
export type FoundSignature = { id: string; line: string } & Omit<
  Spoken,
  'text'
>;

/** Users who fail to log in may be many. */
const MOST = 20;

function saidBy(component: string, line: string): Spoken {
  if (DATABASE.includes(component)) {
    return spoken(line);
  }
  return component === 'proxy' ? nginxComplaint(line) : { text: line };
}

/** An agent that the proxy does not reach; there may be several. */
function upstreamOf(text: string): string | undefined {
  return /, upstream: (\S+)$/.exec(text)?.[1];
}

/** Longest line that is looked at: patterns are linear, but a line may be megabytes. */
const MAX_LINE = 4096;

/**
 * The known patterns in a container's log, each once, with its newest line redacted.
 *
 * @internal
 */
export function findSignatures(
  component: string,
  log: string,
): FoundSignature[] {
  const patterns = PATTERNS.filter(({ from }) => from.includes(component));
  const found = new Map<string, FoundSignature>();
  for (const raw of log.split('\n')) {
    const line = raw.slice(0, MAX_LINE);
    const { id } = patterns.find(({ matches }) => matches(line)) ?? {};
    if (id === undefined) {
      continue;
    }
    const { text, at, user, database } = saidBy(component, line);
    // Whom it is about tells whether it concerns Kasm: another's is kept beside it.
    const key = `${id} ${user} ${database} ${upstreamOf(text)}`;
    const redacted = redactLine(text, 200);
    if (redacted && (found.has(key) || found.size < MOST)) {
      found.set(key, {
        id,
        line: redacted,
        ...(at && { at }),
        ...(user && { user }),
        ...(database && { database }),
      });
    }
  }
  return [...found.values()];
}

import {
  type KubeObject,
  redactLine,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { WarningFacts } from '../observation/Observation';
import type { Watched } from './Watched';

/** The only reasons that a rule asks for; whatever else is noted is not kept. */
const REASONS = [
  'FailedCreate',
  'FailedMount',
  'FailedAttachVolume',
  'ProvisioningFailed',
  'Unhealthy',
];

/** Newest of each object, and of all together: the rest says the same. */
const PER_OBJECT = 3;
const IN_ALL = 60;

export interface WatchedWarning extends WarningFacts {
  /** Of the event. */
  name: string;
  /** RFC 3339; when it was noted last. */
  last: string;
}

type RawEvent = {
  involvedObject?: { kind?: string; name?: string };
  reason?: string;
  message?: string;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  series?: { lastObservedTime?: string | null } | null;
};

/** Looked at with this field selector: what is normal is never sent. */
export const ONLY_WARNINGS = 'type=Warning';

/** @internal */
export const warnings: Watched<WatchedWarning | undefined> = {
  resource: resources.events,
  project(object) {
    const { metadata, ...event } = object as KubeObject & RawEvent;
    const { reason, involvedObject: about } = event;
    if (!about?.name || !about.kind || !reason || !REASONS.includes(reason)) {
      return undefined;
    }
    const since =
      event.firstTimestamp ??
      event.eventTime ??
      metadata.creationTimestamp ??
      '';
    return {
      name: metadata.name,
      kind: about.kind,
      object: about.name,
      reason,
      message: redactLine(event.message ?? '', 300) ?? '',
      since,
      last: event.series?.lastObservedTime ?? event.lastTimestamp ?? since,
    };
  },
};

/** The newest few of each object, in the same order on every replica. */
export function newestWarnings(
  seen: Array<WatchedWarning | undefined>,
): WarningFacts[] {
  const kept = new Map<string, number>();
  return seen
    .flatMap(warning => warning ?? [])
    .sort((a, b) => order(b.last, a.last) || order(a.name, b.name))
    .filter(({ kind, object }) => {
      const count = (kept.get(`${kind}/${object}`) ?? 0) + 1;
      kept.set(`${kind}/${object}`, count);
      return count <= PER_OBJECT;
    })
    .slice(0, IN_ALL)
    .sort((a, b) => order(a.name, b.name))
    .map(({ name: _name, last: _last, ...facts }) => facts);
}

function order(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

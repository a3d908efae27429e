import type {
  SourceName,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { isUnseen } from '../sight/asSeen';
import type { SectionId } from '../tab/sections';
import { agoText, leftText, millis } from '../time/ageText';

/**
 * One number of the card.
 *
 * @internal
 */
export interface Figure {
  label: string;
  section: SectionId;
  /** Reads the clock, since ages pass while the document stays. */
  text: (now: number) => string;
  /** True when it asks for attention. */
  off?: (now: number) => boolean;
}

/**
 * The six figures of the card, always all six, so that nothing moves when one becomes unknown.
 *
 * @internal
 */
export function figures(status: StatusDocument): Figure[] {
  return [
    controlPlane(status),
    database(status),
    agents(status),
    backup(status),
    sessions(status),
    certificate(status),
  ];
}

/** A number that its source can no longer vouch for says so. */
function vouched(
  status: StatusDocument,
  source: SourceName,
  text: string | undefined,
): string {
  if (text === undefined) return 'unknown';
  return isUnseen(status, source) ? `${text}, not current` : text;
}

function controlPlane(status: StatusDocument): Figure {
  const wanted = status.controlPlane?.components.filter(
    component => component.state !== 'stopped',
  );
  // A component that cannot be seen now is counted as it was, and said to be not current.
  const ready = wanted?.filter(
    component =>
      component.state === 'ok' ||
      (component.state === 'unknown' &&
        component.desired > 0 &&
        component.ready >= component.desired),
  ).length;
  return {
    label: 'Control plane',
    section: 'control-plane',
    text: () =>
      vouched(status, 'controlPlane', wanted && `${ready}/${wanted.length}`),
    off: () => wanted !== undefined && ready !== wanted.length,
  };
}

function database(status: StatusDocument): Figure {
  const db = status.database;
  const primary = db?.primary ? ` · ${db.primary}` : '';
  return {
    label: 'Database',
    section: 'database',
    text: () =>
      vouched(status, 'database', db && `${db.ready}/${db.desired}${primary}`),
    off: () => db !== undefined && db.ready < db.desired,
  };
}

function agents(status: StatusDocument): Figure {
  const all = status.agents;
  return {
    label: 'Agents',
    section: 'agents',
    text: () =>
      !all && status.sources.agentVms?.state === 'notConfigured'
        ? 'not set up'
        : vouched(status, 'agentVms', all && `${all.ready}/${all.desired}`),
    off: () => all !== undefined && all.ready < all.desired,
  };
}

function backup(status: StatusDocument): Figure {
  const backups = status.database?.backups;
  const last = millis(backups?.lastCompletedAt);
  return {
    label: 'Last backup',
    section: 'database',
    text: now => {
      if (!backups) return 'unknown';
      if (last !== undefined) {
        return vouched(status, 'database', agoText(last, now));
      }
      return backups.configured ? 'none yet' : 'not set up';
    },
    off: () => backups?.archiving === false,
  };
}

function sessions(status: StatusDocument): Figure {
  const { sessions: seen } = status;
  return {
    label: 'Sessions',
    section: 'agents',
    text: () => vouched(status, 'kasmApi', seen && String(seen.now)),
  };
}

function certificate(status: StatusDocument): Figure {
  const { endpoint, certificate: issued } = status.ingress ?? {};
  // What browsers get may not be what was issued yet, and was not looked at in the same moment: the
  // one that ends first is where trouble begins.
  const ends = [endpoint?.served?.notAfter, issued?.notAfter]
    .map(millis)
    .filter(end => end !== undefined);
  const until = ends.length > 0 ? Math.min(...ends) : undefined;
  return {
    label: 'Certificate',
    section: 'ingress',
    text: now => (until === undefined ? 'unknown' : leftText(until, now)),
    off: now => until !== undefined && until <= now,
  };
}

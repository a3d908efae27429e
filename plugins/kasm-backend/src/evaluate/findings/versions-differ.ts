import type { WorkloadFacts } from '../../observation/Observation';
import { checkInOf } from '../agents/checkIn';
import { agentRows } from '../agents/rows';
import { command } from '../command';
import { ROLES } from '../components';
import { oncePerSight, type Context } from '../Context';
import { rule } from './rule';

/** Versions since Kasm runs on Kubernetes, and the branch whose images 1.19 ran at first. */
const KASMS_OWN = /^(1\.[1-9]\d\.\d+|develop\b.*)$/;

/** A rollout has so many seconds. */
const ROLLOUT = 600;
const MOST_NAMES = 3;

/** Which parts run a version. */
type Versions = Map<string, string[]>;

/** What the control plane's parts run, and what their release says that they are. */
export const controlPlaneVersions = oncePerSight(({ sights }) => {
  const versions: Versions = new Map();
  for (const workload of sights.controlPlane.facts?.workloads ?? []) {
    if (ROLES.some(role => role === workload.component)) {
      for (const version of versionsOf(workload)) {
        note(versions, version, workload.component);
      }
    }
  }
  return versions;
});

export const versionsDiffer = rule(
  'versions-differ',
  ['controlPlane', 'kasmApi'],
  (context, source) => {
    const ofControlPlane = controlPlaneVersions(context);
    const versions =
      source === 'controlPlane'
        ? ofControlPlane
        : withAgents(ofControlPlane, context);
    if (versions.size < 2) {
      return [];
    }
    const list = [...versions.keys()].sort();
    const { namespace } = context.deployment;
    return [
      {
        severity: 'warning',
        title: `Parts run different Kasm versions: ${list.join(', ')}`,
        since: source === 'controlPlane' ? lastRollout(context) : undefined,
        // While it is rolled out it is as it should be.
        hold: source === 'controlPlane' ? ROLLOUT : undefined,
        evidence: list
          .slice(0, 5)
          .map(version => `${version}: ${some(versions.get(version)!)}.`),
        remedy: [
          [
            'Finish the upgrade of the control plane.',
            command`kubectl -n ${namespace} get deploy -L app.kubernetes.io/component,app.kubernetes.io/version`,
          ],
          ['Replace agents of the old version, one after another.'],
          [
            'Kasm refuses agents of another version than its setting manager/agent_version.',
          ],
        ],
      },
    ];
  },
);

/**
 * A tag that is none of Kasm's, such as a digest or what a mirror calls it, is what its label says.
 * Kasm's own are its versions and its branch.
 */
function versionsOf({ version, appVersion }: WorkloadFacts): string[] {
  const tag = plain(version);
  const label = plain(appVersion);
  const told = [
    ...(tag && KASMS_OWN.test(tag) ? [tag] : []),
    ...(label ? [label] : []),
  ];
  return [...new Set(told)];
}

function withAgents(ofControlPlane: Versions, context: Context): Versions {
  const versions: Versions = new Map(
    [...ofControlPlane].map(([version, names]) => [version, [...names]]),
  );
  // Without knowing the control plane's, nothing can be said of theirs.
  for (const { name, agent } of ofControlPlane.size ? agentRows(context) : []) {
    const version = plain(agent?.version);
    if (agent && version && checkInOf(agent, context) !== 'lost') {
      note(versions, version, `agent ${name}`);
    }
  }
  return versions;
}

/** `1.18.1` of `1.18.1-rolling.2`: builds of one release are in step. */
export function plain(version: string | undefined): string | undefined {
  return /^v?(\d+\.\d+\.\d+)/.exec(version ?? '')?.[1] ?? version;
}

function note(versions: Versions, version: string, name: string): void {
  versions.set(version, [...(versions.get(version) ?? []), name]);
}

function some(names: string[]): string {
  const sorted = [...new Set(names)].sort();
  return `${sorted.slice(0, MOST_NAMES).join(', ')}${
    sorted.length > MOST_NAMES ? ` and ${sorted.length - MOST_NAMES} more` : ''
  }`;
}

function lastRollout({ sights }: Context): string | undefined {
  return (sights.controlPlane.facts?.workloads ?? [])
    .flatMap(({ rolledOutAt }) => rolledOutAt ?? [])
    .sort()
    .pop();
}

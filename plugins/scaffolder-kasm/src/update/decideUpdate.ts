import { isDeepStrictEqual } from 'node:util';
import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  deploymentNames,
  type DeploymentDescriptor,
  type KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { notActive } from '../run/notActive';
import { clusterRefusals } from './clusterRefusals';
import { storageRefusals } from './storageRefusals';
import type { UpdateFacts } from './UpdateFacts';
import { isOlder } from './versionOrder';

/** Whether a deployment can become what it is asked to be, where it is. */
export interface UpdateDecision {
  /** Why not, and what to do instead; one sentence each, without a full stop. */
  refusals: string[];
  /** What people have to know of it. */
  notes: string[];
  /** Set when Helm gets another version of the chart. */
  chartUpgrade?: { from: string; to: string };
}

const ELSEWHERE =
  'create a new deployment and recover the database into it (runbook, operations)';

/** Fields that name things; another name is another thing. */
const NAMES: Array<{
  field: string;
  of(spec: KasmDeploymentSpec): unknown;
  instead: string;
}> = [
  {
    field: 'namespace',
    of: spec => deploymentNames(spec).namespace,
    instead: ELSEWHERE,
  },
  {
    field: 'release',
    of: spec => deploymentNames(spec).release,
    instead: ELSEWHERE,
  },
  { field: 'domain', of: spec => spec.domain, instead: ELSEWHERE },
  {
    field: 'database.namespace',
    of: spec => spec.database.namespace,
    instead: ELSEWHERE,
  },
  {
    field: 'database.cluster',
    of: spec => deploymentNames(spec).databaseCluster,
    instead: ELSEWHERE,
  },
  {
    field: 'database.storageClass',
    of: spec => spec.database.storageClass,
    instead: ELSEWHERE,
  },
  {
    field: 'database.initialiseAs',
    of: spec => spec.database.initialiseAs,
    instead:
      'it matters once, when the database is initialised, and that is over',
  },
  {
    field: 'secrets',
    of: spec => spec.secrets,
    instead:
      'rotate the password as the runbook says (operations, rotation); where it comes from stays',
  },
  {
    field: 'agents.pool',
    of: spec => spec.agents.pool,
    instead: 'use kasm:agents:create and kasm:agents:delete',
  },
];

/** Pure: what is not in its arguments it does not know. */
export function decideUpdate(
  before: DeploymentDescriptor,
  after: KasmDeploymentSpec,
  facts: UpdateFacts,
): UpdateDecision {
  const state = notActive(before);
  if (state !== undefined) {
    // nothing else matters, nor is it known
    return { refusals: [state], notes: [] };
  }
  const { spec } = before;
  return {
    refusals: [
      ...NAMES.filter(
        ({ of }) => !isDeepStrictEqual(plain(of(spec)), plain(of(after))),
      ).map(
        ({ field, instead }) => `${field} cannot change in place: ${instead}`,
      ),
      ...placeOfAgents(spec, after),
      ...versionRefusals(spec, after),
      ...storageRefusals(spec, after, facts),
      ...clusterRefusals(spec, after, facts),
    ],
    notes: notes(spec, after),
    ...chartUpgrade(after, facts),
  };
}

function placeOfAgents(
  before: KasmDeploymentSpec,
  after: KasmDeploymentSpec,
): string[] {
  const place = ({ agents }: KasmDeploymentSpec) =>
    agents.cluster && `${agents.cluster}/${agents.namespace}`;
  return place(before) === undefined || place(before) === place(after)
    ? []
    : [
        `agents.cluster and agents.namespace cannot change while agents may be at ${place(
          before,
        )}: remove those with kasm:agents:delete and create others with kasm:agents:create`,
      ];
}

function versionRefusals(
  before: KasmDeploymentSpec,
  after: KasmDeploymentSpec,
): string[] {
  if (before.kasmVersion === after.kasmVersion) {
    return [];
  }
  const [from, to] = [before, after].map(spec => kasmVersion(spec.kasmVersion));
  if (isOlder(to.kasm, from.kasm)) {
    return [
      `kasmVersion cannot go back from ${from.kasm} to ${to.kasm}: the database has the newer schema; recover the backup from before the upgrade into a new deployment`,
    ];
  }
  return from.postgres.major === to.postgres.major
    ? []
    : [
        `kasmVersion cannot go from ${from.kasm} to ${to.kasm} in place: PostgreSQL goes from ${from.postgres.major} to ${to.postgres.major} with it; follow the runbook (operations, upgrade to ${to.kasm}): backup, sessions ended, upgrade of the database while the chart's Job waits for it`,
      ];
}

function chartUpgrade(
  after: KasmDeploymentSpec,
  { chart }: UpdateFacts,
): Pick<UpdateDecision, 'chartUpgrade'> {
  const to = kasmVersion(after.kasmVersion).chart.version;
  const from = chart?.version;
  return from !== undefined && isOlder(from, to)
    ? { chartUpgrade: { from, to } }
    : {};
}

function notes(
  before: KasmDeploymentSpec,
  after: KasmDeploymentSpec,
): string[] {
  const fewer = after.database.instances < before.database.instances;
  return [
    ...(after.database.instances === 1
      ? [
          'With one database instance a drain of its node stops Kasm, and there is no disruption budget that would hold it up',
        ]
      : []),
    ...(fewer
      ? [
          `Database instances beyond ${after.database.instances} are removed with their volumes`,
        ]
      : []),
    ...(isDeepStrictEqual(before.certificate, after.certificate)
      ? []
      : [
          'A certificate that is issued anew is served by the proxy and the gateways after their next restart: kasm:deployment:restart',
        ]),
    ...(before.size === after.size
      ? []
      : [
          `With size ${after.size} components and database instances restart one after the other: relayed sessions drop once`,
        ]),
    ...(before.database.backups.method !== 'none' &&
    after.database.backups.method === 'none'
      ? [
          'Without backups nothing brings the database back; what is in the bucket stays there',
        ]
      : []),
  ];
}

/** Without keys that are there but undefined. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { CheckGroup } from '../preflight/CheckGroup';
import { addresses } from '../preflight/checks/addresses';
import { backups } from '../preflight/checks/backups';
import { certificates } from '../preflight/checks/certificates';
import { gateway } from '../preflight/checks/gateway';
import { helmController } from '../preflight/checks/helmController';
import { networkPolicies } from '../preflight/checks/networkPolicies';
import { nodes } from '../preflight/checks/nodes';
import { quota } from '../preflight/checks/quota';
import { storage } from '../preflight/checks/storage';
import { traefik } from '../preflight/checks/traefik';
import { trustedCAs } from '../preflight/checks/trustedCAs';
import { writerRights } from '../preflight/checks/writerRights';
import { Looks } from '../preflight/Looks';
import type { PreflightReport } from '../preflight/preflight';
import type { RunContext } from '../run/RunContext';
import { isSame } from './specChanges';

/** Checks, and the fields of the spec whose change asks for them. */
const WHEN: Array<[CheckGroup, (spec: KasmDeploymentSpec) => unknown]> = [
  [certificates, ({ certificate }) => certificate],
  [backups, ({ database }) => database.backups],
  [storage, ({ database }) => [database.storageSize, database.backups]],
  [
    nodes,
    ({ nodeSelector, database }) => [
      nodeSelector,
      database.nodeSelector,
      database.instances,
      database.antiAffinity,
    ],
  ],
  [quota, ({ size, database }) => [size, database.instances]],
  [traefik, ({ ingress }) => ingress],
  [gateway, ({ ingress }) => ingress],
];

/**
 * Checks of the preflight that a change is about, and what every update has to know of the cluster.
 * What did not change is not held against a deployment that runs.
 */
export async function updateChecks(
  run: RunContext,
  before: KasmDeploymentSpec,
): Promise<PreflightReport> {
  const groups = [
    writerRights,
    helmController,
    networkPolicies,
    trustedCAs,
    // charts of 1.18.1 take no address of the cluster's DNS
    ...(run.spec.kasmVersion === '1.18.1' ? [] : [addresses]),
    ...WHEN.filter(([, of]) => !isSame(of(before), of(run.spec))).map(
      ([group]) => group,
    ),
  ];
  const looks = new Looks(run.client, run.signal);
  const found = await Promise.all(
    groups.map(group => group({ run, looks, configured: [] })),
  );
  run.signal.throwIfAborted();
  return {
    checks: found.flatMap(({ checks }) => checks),
    facts: found.reduce<PreflightReport['facts']>(
      (facts, { facts: more }) => ({ ...facts, ...more }),
      {
        helm: { failurePolicy: 'abort', forceConflicts: false },
        initialised: true,
      },
    ),
  };
}

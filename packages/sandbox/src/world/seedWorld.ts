import type { ClusterStore, NewObject } from '../apiserver/ClusterStore';
import type { Controllers } from '../controllers/startControllers';
import type { SandboxClock } from './createClock';
import {
  agentAccess,
  anyNamespaceAccess,
  deploymentAccess,
  fleetAccess,
  portalAccess,
} from './accessObjects';
import { fleetNames } from '../fleet/fleetNames';
import { harvesterPlatform } from './harvesterObjects';
import { installDeployment } from './installDeployment';
import { isRolledOut } from './isRolledOut';
import { harvesterNodes, rke2Nodes } from './nodeObjects';
import { namespace, platformObjects } from './platformObjects';
import { SEEDED } from './SeededDeployment';

/** How long ago the world begins, so that its objects have an age. */
export const WORLD_AGE = 3 * 24 * 3_600_000;
/** Simulated time within which every step of the seeding has to be done. */
const STEP_LIMIT = 10 * 60_000;

/** What the world is made of. */
export interface SeedOptions {
  controllers: Pick<Controllers, 'rke2' | 'harvester' | 'kasms'>;
  /** Created with `beginsAt` in the past; live afterwards. */
  clock: SandboxClock;
  domain: string;
  /** Whether the healthy deployment `workspaces` is made too. */
  seeded: boolean;
  /** How many deployments the fleet will have; its first is made, and room for all. */
  fleet?: number;
  /** Address of Traefik's Service; the sandbox's public host is there. */
  ingressAddress?: string;
}

const create = (store: ClusterStore, objects: NewObject[]) =>
  objects.forEach(object => store.create(object));

/**
 * Makes the sandbox's world by writing what an operator would apply, three days ago, and lets the
 * stand-in controllers bring it to life before the clock becomes real. Rejects when something does not
 * become healthy.
 *
 * @public
 */
export async function seedWorld(options: SeedOptions): Promise<void> {
  const { controllers, clock, seeded, fleet = 0 } = options;
  const { rke2, harvester } = controllers;
  create(rke2, rke2Nodes(clock.now(), fleet));
  create(harvester, harvesterNodes(clock.now(), fleet));
  create(rke2, platformObjects(options.ingressAddress ?? '127.0.0.1'));
  create(rke2, [...portalAccess(), ...anyNamespaceAccess()]);
  create(harvester, [...harvesterPlatform(), ...agentAccess()]);
  await clock.runUntil(
    () =>
      ['kube-system', 'cnpg-system', 'cert-manager'].every(space =>
        isRolledOut(rke2, space),
      ) && traefikIsReady(rke2),
    STEP_LIMIT,
  );
  if (seeded) {
    create(rke2, [SEEDED.namespace, SEEDED.databaseNamespace].map(namespace));
    create(rke2, deploymentAccess());
    await installDeployment(SEEDED, options);
  }
  if (fleet > 0) {
    const names = fleetNames(1);
    create(rke2, [names.namespace, names.databaseNamespace].map(namespace));
    create(harvester, [namespace(names.agentNamespace), ...fleetAccess()]);
    await installDeployment(names, options);
  }
  await clock.goLive();
}

function traefikIsReady(store: ClusterStore): boolean {
  const { desiredNumberScheduled, numberAvailable } =
    store.get('daemonsets.apps', 'kube-system', 'rke2-traefik')?.status ?? {};
  return numberAvailable > 0 && numberAvailable === desiredNumberScheduled;
}

import type { ClusterStore, NewObject } from '../apiserver/ClusterStore';
import { randomPassword } from '../controllers/machinery/names';
import type { Controllers } from '../controllers/startControllers';
import type { SandboxClock } from './createClock';
import { databaseObjects, loginSecret } from './databaseObjects';
import { agentObjects, harvesterPlatform } from './harvesterObjects';
import {
  certificateObject,
  descriptorObject,
  kasmHelmChart,
  kasmValues,
  routeObjects,
} from './kasmObjects';
import { harvesterNodes, rke2Nodes } from './nodeObjects';
import { namespace, platformObjects } from './platformObjects';
import { SEEDED, seededCertificate } from './SeededDeployment';

/** How long ago the world begins, so that its objects have an age. */
export const WORLD_AGE = 3 * 24 * 3_600_000;
/** Simulated time within which every step of the seeding has to be done. */
const STEP_LIMIT = 10 * 60_000;
const PASSWORD_LENGTH = 32;

/** What the world is made of. */
export interface SeedOptions {
  controllers: Pick<Controllers, 'rke2' | 'harvester'>;
  /** Created with `beginsAt` in the past; live afterwards. */
  clock: SandboxClock;
  domain: string;
  /** Whether the healthy deployment `workspaces` is made too. */
  seeded: boolean;
  /** Address of Traefik's Service; the sandbox's public host is there. */
  ingressAddress?: string;
}

const create = (store: ClusterStore, objects: NewObject[]) =>
  objects.forEach(object => store.create(object));

const condition = (
  store: ClusterStore,
  resource: string,
  space: string,
  name: string,
  type: string,
) =>
  Boolean(
    store
      .get(resource, space, name)
      ?.status?.conditions?.some(
        (each: { type: string; status: string }) =>
          each.type === type && each.status === 'True',
      ),
  );

const rolledOut = (store: ClusterStore, space: string) =>
  store
    .list('deployments.apps', { namespace: space })
    .every(({ spec, status }) => status?.availableReplicas === spec.replicas);

/**
 * Makes the sandbox's world by writing what an operator would apply, three days ago, and lets the
 * stand-in controllers bring it to life before the clock becomes real. Rejects when something does not
 * become healthy.
 *
 * @public
 */
export async function seedWorld(options: SeedOptions): Promise<void> {
  const { controllers, clock, seeded } = options;
  const { rke2, harvester } = controllers;
  create(rke2, rke2Nodes(clock.now()));
  create(harvester, harvesterNodes(clock.now()));
  create(rke2, platformObjects(options.ingressAddress ?? '127.0.0.1'));
  create(harvester, harvesterPlatform());
  await clock.runUntil(
    () =>
      ['kube-system', 'cnpg-system', 'cert-manager'].every(space =>
        rolledOut(rke2, space),
      ) && traefikIsReady(rke2),
    STEP_LIMIT,
  );
  if (seeded) {
    await seedDeployment(options);
  }
  await clock.goLive();
}

function traefikIsReady(store: ClusterStore): boolean {
  const { desiredNumberScheduled, numberAvailable } =
    store.get('daemonsets.apps', 'kube-system', 'rke2-traefik')?.status ?? {};
  return numberAvailable > 0 && numberAvailable === desiredNumberScheduled;
}

/** In the order in which the portal creates a deployment. */
async function seedDeployment({ controllers, clock, domain }: SeedOptions) {
  const { rke2, harvester } = controllers;
  const { databaseNamespace, release, systemNamespace } = SEEDED;
  const { namespace: kasm } = SEEDED;
  create(rke2, [kasm, databaseNamespace].map(namespace));
  const logins = [
    [SEEDED.credentials, 'kasmapp'],
    [SEEDED.superuser, 'postgres'],
  ].map(([name, user]) => ({
    name,
    user,
    password: randomPassword(PASSWORD_LENGTH),
  }));
  for (const { name, user, password } of logins) {
    create(
      rke2,
      [databaseNamespace, kasm].map(space =>
        loginSecret(space, name, user, password),
      ),
    );
  }
  const certificate = certificateObject(domain);
  create(rke2, [certificate, ...databaseObjects()]);
  create(harvester, agentObjects());
  await clock.runUntil(
    () =>
      condition(
        rke2,
        'certificates.cert-manager.io',
        kasm,
        seededCertificate(domain),
        'Ready',
      ) &&
      condition(
        rke2,
        'clusters.postgresql.cnpg.io',
        databaseNamespace,
        SEEDED.databaseCluster,
        'Ready',
      ),
    STEP_LIMIT,
  );

  create(rke2, [kasmHelmChart(domain)]);
  const installed = () =>
    condition(
      rke2,
      'jobs.batch',
      systemNamespace,
      `helm-install-${release}`,
      'Complete',
    );
  await clock.runUntil(() => installed() && rolledOut(rke2, kasm), STEP_LIMIT);
  rke2.update(
    'helmcharts.helm.cattle.io',
    systemNamespace,
    release,
    ({ spec }) => {
      spec.valuesContent = kasmValues(domain, false);
    },
  );
  const superseded = rke2.get(
    'jobs.batch',
    systemNamespace,
    `helm-install-${release}`,
  )?.metadata.uid;
  await clock.runUntil(
    () =>
      installed() &&
      rke2.get('jobs.batch', systemNamespace, `helm-install-${release}`)!
        .metadata.uid !== superseded,
    STEP_LIMIT,
  );
  rke2.delete('secrets', kasm, SEEDED.superuser);
  create(rke2, [
    ...routeObjects(domain),
    descriptorObject(domain, clock.now()),
  ]);
  await clock.runUntil(
    () =>
      harvester
        .list('virtualmachineinstances.kubevirt.io')
        .filter(({ status }) =>
          status?.conditions?.some(
            (each: { type: string }) => each.type === 'AgentConnected',
          ),
        ).length === SEEDED.agents.length,
    STEP_LIMIT,
  );
}

import type { ClusterStore, NewObject } from '../apiserver/ClusterStore';
import { randomPassword } from '../controllers/machinery/names';
import type { Controllers } from '../controllers/startControllers';
import type { SandboxClock } from './createClock';
import { databaseObjects, loginSecret } from './databaseObjects';
import { agentObjects } from './harvesterObjects';
import {
  certificateObject,
  descriptorObject,
  kasmHelmChart,
  kasmValues,
  routeObjects,
} from './kasmObjects';
import { isRolledOut } from './isRolledOut';
import { certificateOf, type DeploymentNames } from './SeededDeployment';

/** Simulated time within which every step has to be done. */
const STEP_LIMIT = 10 * 60_000;
const PASSWORD_LENGTH = 32;

/** Where a deployment is installed. */
export interface InstallOptions {
  controllers: Pick<Controllers, 'rke2' | 'harvester' | 'kasms'>;
  clock: SandboxClock;
  domain: string;
}

/** Field manager of the portal: what it made, it may apply again. */
const PORTAL = 'kasm-portal';

const create = (store: ClusterStore, objects: NewObject[]) =>
  objects.forEach(object => store.create(object, { appliedBy: PORTAL }));

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

/**
 * Makes a deployment in the order in which the portal does, and waits until it is healthy; its
 * namespaces have to be there.
 */
export async function installDeployment(
  names: DeploymentNames,
  { controllers, clock, domain }: InstallOptions,
): Promise<void> {
  const { rke2, harvester } = controllers;
  const { databaseNamespace, release, systemNamespace } = names;
  const { namespace: kasm } = names;
  const logins = [
    [names.credentials, 'kasmapp'],
    [names.superuser, 'postgres'],
  ].flatMap(([name, user]) => {
    const password = randomPassword(PASSWORD_LENGTH);
    return [databaseNamespace, kasm].map(space =>
      loginSecret(names, space, name, user, password),
    );
  });
  create(rke2, logins);
  const certificate = certificateObject(names, domain);
  const database = databaseObjects(names);
  create(rke2, [certificate, ...database]);
  create(harvester, agentObjects(names));
  await clock.runUntil(
    () =>
      condition(
        rke2,
        'certificates.cert-manager.io',
        kasm,
        certificateOf(names, domain),
        'Ready',
      ) &&
      condition(
        rke2,
        'clusters.postgresql.cnpg.io',
        databaseNamespace,
        names.databaseCluster,
        'Ready',
      ),
    STEP_LIMIT,
  );

  create(rke2, [kasmHelmChart(names, domain)]);
  const installed = () =>
    condition(
      rke2,
      'jobs.batch',
      systemNamespace,
      `helm-install-${release}`,
      'Complete',
    );
  await clock.runUntil(
    () => installed() && isRolledOut(rke2, kasm),
    STEP_LIMIT,
  );
  const { spec, ...chart } = kasmHelmChart(names, domain);
  rke2.apply(
    {
      ...chart,
      spec: { ...spec, valuesContent: kasmValues(names, domain, false) },
    },
    { manager: PORTAL },
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
  rke2.delete('secrets', kasm, names.superuser);
  const routes = routeObjects(names, domain);
  create(rke2, [
    ...routes,
    descriptorObject(
      names,
      domain,
      clock.now(),
      // the key of the bucket is not the portal's, nor is what is gone again
      [
        ...logins,
        certificate,
        ...database,
        chart as NewObject,
        ...routes,
      ].filter(
        ({ kind, metadata: { namespace, name } }) =>
          name !== names.archiveCredentials &&
          !(
            kind === 'Secret' &&
            namespace === kasm &&
            name === names.superuser
          ),
      ),
    ),
  ]);
  controllers.kasms.liveIn({ namespace: kasm, release });
  await clock.runUntil(
    () =>
      harvester
        .list('virtualmachineinstances.kubevirt.io', {
          namespace: names.agentNamespace,
        })
        .filter(({ status }) =>
          status?.conditions?.some(
            (each: { type: string }) => each.type === 'AgentConnected',
          ),
        ).length === names.agents.length,
    STEP_LIMIT,
  );
}

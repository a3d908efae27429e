import {
  redactLine,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { partOf } from '../run/partOf';
import { isPodReady, podTrouble } from '../run/podTrouble';
import type { PreparedRun } from '../run/RunContext';
import { withPatience } from '../run/scaleUp';
import { pause, waitFor } from '../run/waitFor';
import { applyInOrder } from '../run/writing';

/** CloudNativePG's Cluster, as far as creating cares. */
export interface DatabaseCluster extends KubeObject {
  status?: {
    phase?: string;
    phaseReason?: string;
    currentPrimary?: string;
    readyInstances?: number;
    /** Which Secrets it has seen, by what they are for. */
    secretsResourceVersion?: {
      applicationSecretVersion?: string;
      superuserSecretVersion?: string;
    };
  };
}

/** A primary is up in these; replicas may still be joining. */
const USABLE = new Set(['Cluster in healthy state', 'Creating a new replica']);

/** The operator has given up in these, and for how long that is put up with. */
const NEEDS_HANDS =
  /unrecoverable|Invalid cluster definition|Unable to create required|invalid image catalog|unknown plugin|interacting with plugins|missing architecture|Waiting for user action/;
const NEEDS_HANDS_PATIENCE = 60;

/** Seconds that the operator may take to write down which Secrets it read. */
const UNSEEN_PATIENCE = 15;

/** Writes the database and its backups; the result waits for a primary that takes connections. */
export async function writeDatabase(
  run: PreparedRun,
): Promise<(run: PreparedRun) => Promise<void>> {
  await applyInOrder(run, partOf(run, 'database'));
  return waitForPrimary;
}

function waitForPrimary(run: PreparedRun): Promise<void> {
  const { databaseNamespace, databaseCluster: name } = run.names;
  return waitFor<void>(run, {
    about: 'database',
    deadline: run.deadlines.database,
    advice: `See kubectl -n ${databaseNamespace} describe cluster ${name}`,
    async look(signal) {
      const [cluster, { items: pods }] = await Promise.all([
        run.client.get<DatabaseCluster>(resources.databaseClusters, name, {
          namespace: databaseNamespace,
          signal,
        }),
        run.client.list(resources.pods, {
          namespace: databaseNamespace,
          labelSelector: `cnpg.io/cluster=${name}`,
          signal,
        }),
      ]);
      const { phase, phaseReason, currentPrimary } = cluster.status ?? {};
      const primary = pods.find(
        ({ metadata }) => metadata.name === currentPrimary,
      );
      const progress = instancesReady(run, cluster);
      if (primary && isPodReady(primary) && USABLE.has(phase ?? '')) {
        const unseen = unseenSecret(run, cluster);
        if (unseen) {
          return { done: false, progress, trouble: unseen };
        }
        return { done: true, value: undefined, progress };
      }
      if (phase && NEEDS_HANDS.test(phase)) {
        const why = redactLine(phaseReason ?? '', 300) ?? phase;
        return {
          done: false,
          progress,
          trouble: {
            about: phase,
            text: `the database operator stopped: ${why}`,
            patience: NEEDS_HANDS_PATIENCE,
          },
        };
      }
      const stuck = pods.map(podTrouble).find(Boolean);
      return {
        done: false,
        progress: phase ? `${progress}, ${phase}` : progress,
        trouble: await withPatience(run, databaseNamespace, stuck),
      };
    },
  });
}

/** The operator calls a database healthy whose login Secrets it never found. */
function unseenSecret(
  { names, spec, facts }: PreparedRun,
  { status }: DatabaseCluster,
) {
  const seen = status?.secretsResourceVersion;
  if (!seen) {
    return undefined;
  }
  const asSuperuser =
    spec.database.initialiseAs === 'superuser' && !facts.initialised;
  const logins = [
    {
      name: names.credentialsSecret,
      version: seen.applicationSecretVersion,
      so: 'Kasm could not sign in',
    },
    ...(asSuperuser
      ? [
          {
            name: names.superuserSecret,
            version: seen.superuserSecretVersion,
            so: 'the database could not be initialised',
          },
        ]
      : []),
  ];
  const unseen = logins.find(({ version }) => !version);
  if (!unseen) {
    return undefined;
  }
  const secret = `${names.databaseNamespace}/${unseen.name}`;
  return {
    about: secret,
    text: `the database runs, but its operator found no Secret ${secret}, so ${unseen.so}: check that it is there under this name, with the keys username and password`,
    patience: UNSEEN_PATIENCE,
  };
}

/** Tells of replicas that join while the run goes on with other things. */
export async function followInstances(run: PreparedRun): Promise<void> {
  const { databaseNamespace, databaseCluster: name } = run.names;
  for (;;) {
    const cluster = await run.client.get<DatabaseCluster>(
      resources.databaseClusters,
      name,
      { namespace: databaseNamespace, signal: run.signal },
    );
    run.progress.about('database', instancesReady(run, cluster));
    if (isComplete(run, cluster)) {
      return;
    }
    await pause(run.pollInterval, run.signal);
  }
}

/** Whether every instance that was asked for is ready. */
export function isComplete(
  run: PreparedRun,
  cluster: DatabaseCluster,
): boolean {
  return (cluster.status?.readyInstances ?? 0) >= run.spec.database.instances;
}

/** `2 of 3 instances ready`. */
export function instancesReady(
  run: PreparedRun,
  cluster: DatabaseCluster,
): string {
  return `${cluster.status?.readyInstances ?? 0} of ${
    run.spec.database.instances
  } instances ready`;
}

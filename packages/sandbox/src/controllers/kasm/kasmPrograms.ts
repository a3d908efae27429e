import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type {
  ContainerProgram,
  ContainerSpec,
  ProgramChooser,
} from '../kubelet/ContainerProgram';
import { isReady } from '../workloads/podFromTemplate';
import type { DatabaseLogin, Databases } from './databases';
import { startLines } from './logLines';

/** How long db-init fills an empty database. */
const INITIALISING = 2000;
/** From a component's start to its first good answer. */
const BECOMING_READY = 1500;
/** How long a component that is made to fail runs before it does: its connection is refused at once. */
const UNTIL_CRASH = 300;

/** The values of a container's environment, Secrets included. */
export function environmentOf(
  store: ClusterStore,
  pod: StoredObject,
  container: ContainerSpec,
): Record<string, string> {
  return Object.fromEntries(
    (container.env ?? []).map(({ name, value, valueFrom }) => {
      const reference = valueFrom?.secretKeyRef;
      const secret =
        reference &&
        store.get('secrets', pod.metadata.namespace, reference.name);
      const encoded = reference && secret?.data?.[reference.key];
      return [
        name,
        encoded ? Buffer.from(encoded, 'base64').toString() : value ?? '',
      ];
    }),
  );
}

function loginOf(environment: Record<string, string>): DatabaseLogin {
  return {
    host: environment.POSTGRES_HOST ?? '',
    port: environment.POSTGRES_PORT ?? '5432',
    database: environment.POSTGRES_DB ?? 'kasm',
    user: environment.POSTGRES_USER ?? '',
    password: environment.POSTGRES_PASSWORD ?? '',
  };
}

/** Whether a component of the pod's namespace has a ready pod. */
export function componentIsReady(
  store: ClusterStore,
  namespace: string | undefined,
  component: string,
): boolean {
  return store
    .list('pods', {
      namespace,
      labels: {
        'app.kubernetes.io/part-of': 'kasm',
        'app.kubernetes.io/component': component,
      },
    })
    .some(isReady);
}

/**
 * What the containers of the Kasm chart do.
 *
 * @param crash - the last lines of a component that is made to fail
 */
export function kasmPrograms(
  store: ClusterStore,
  databases: Databases,
  crash: (pod: StoredObject) => string[] | undefined,
): ProgramChooser {
  return (pod, container, isInit) => {
    const { labels = {}, namespace } = pod.metadata;
    if (labels['app.kubernetes.io/part-of'] !== 'kasm') {
      return undefined;
    }
    const component = labels['app.kubernetes.io/component'];
    const environment = environmentOf(store, pod, container);
    if (component === 'db-init') {
      return isInit
        ? waitForServer(databases, environment)
        : initialise(databases, environment);
    }
    if (isInit) {
      if (container.name === 'db-is-ready') {
        return {
          does: 'wait',
          until: () => databases.isInitialised(loginOf(environment)),
          asking: 'Waiting for DB to initialize...',
          answered: 'Database is ready.',
        };
      }
      const awaited = /^(.+)-is-ready$/.exec(container.name)?.[1];
      return awaited
        ? {
            does: 'wait',
            until: () => componentIsReady(store, namespace, awaited),
            asking: `Waiting for ${awaited}...`,
            answered: `${awaited} is ready.`,
          }
        : undefined;
    }
    const lines = crash(pod);
    return lines
      ? {
          does: 'end',
          after: UNTIL_CRASH,
          result: () => ({ exitCode: 1, lines }),
        }
      : {
          does: 'serve',
          readyAfter: BECOMING_READY,
          lines: startLines(component, environment),
        };
  };
}

function waitForServer(
  databases: Databases,
  environment: Record<string, string>,
): ContainerProgram {
  const { POSTGRES_HOST: host, POSTGRES_PORT: port } = environment;
  return {
    does: 'wait',
    until: () => databases.answers(host),
    asking: `${host}:${port} - no response`,
    answered: `${host}:${port} - accepting connections`,
  };
}

function initialise(
  databases: Databases,
  environment: Record<string, string>,
): ContainerProgram {
  return {
    does: 'end',
    after: INITIALISING,
    lines: ['Initializing the database...'],
    result: () => {
      const { DATABASE_MASTER_USER: user, DATABASE_MASTER_PASSWORD: password } =
        environment;
      const refused = databases.initialise(
        loginOf(environment),
        user ? { user, password } : undefined,
      );
      return refused
        ? {
            exitCode: 1,
            message: refused,
            lines: [
              ...`psycopg2.OperationalError: ${refused}`.split('\n'),
              'Database initialization failed.',
            ],
          }
        : {
            exitCode: 0,
            lines: [
              'Created database schema.',
              'Seeded default settings, users and images.',
              'Database initialization complete.',
            ],
          };
    },
  };
}

import type { StoredObject } from '../../apiserver/ClusterStore';
import type {
  ContainerProgram,
  ContainerResult,
  ContainerSpec,
} from '../kubelet/ContainerProgram';
import { loginOf } from './containerEnvironment';
import type { Databases } from './databases';

/** How long db-init fills an empty database, and db-upgrade changes one. */
const WORKING = 2000;
/** Kasm 1.19 works with this major version of PostgreSQL and no other. */
const WANTED_MAJOR = 16;

/** What a container of the chart's Jobs has to do with. */
export interface JobContainer {
  databases: Databases;
  pod: StoredObject;
  environment: Record<string, string>;
  /** Kasm's version. */
  version: string;
}

const failed = (message: string, lines: string[]): ContainerResult => ({
  exitCode: 1,
  message,
  lines,
});

const errorLines = (refused: string) => [
  ...`psycopg2.OperationalError: ${refused}`.split('\n'),
  'Database initialization failed.',
];

/** The init container of both Jobs: until the server answers, or has the right version. */
export function waitForServer(
  { databases, pod, environment }: JobContainer,
  container: ContainerSpec,
): ContainerProgram {
  const login = loginOf(environment);
  const at = `${login.host}:${login.port}`;
  if (container.name !== 'db-major-version-is-ready') {
    return {
      does: 'wait',
      until: () => databases.answers(login, pod),
      asking: `${at} - no response\nWaiting for DB...`,
      answered: `${at} - accepting connections`,
    };
  }
  return {
    does: 'wait',
    until: () => databases.majorOf(login) === WANTED_MAJOR,
    asking: `PostgreSQL ${
      databases.majorOf(login) ?? '?'
    }.x detected (need ${WANTED_MAJOR}.x) ... waiting`,
    answered: `PostgreSQL ${WANTED_MAJOR}.x detected`,
  };
}

/** db-init: makes role, extension, tables and first data. */
export function initialise(
  { databases, pod, environment, version }: JobContainer,
  container: ContainerSpec,
): ContainerProgram {
  const [script = ''] = (container.args as string[] | undefined) ?? [];
  const looksFirst = /FROM settings|alembic current/.test(script);
  const login = loginOf(environment);
  const { DATABASE_MASTER_USER: user, DATABASE_MASTER_PASSWORD: password } =
    environment;

  function work(): ContainerResult {
    if (looksFirst && databases.isInitialised(login)) {
      return { exitCode: 0, lines: ['Database already initialized.'] };
    }
    const major = databases.majorOf(login);
    if (
      version.startsWith('1.19') &&
      major !== undefined &&
      major !== WANTED_MAJOR
    ) {
      const message = `PostgreSQL ${major}.x detected, Kasm ${version} needs ${WANTED_MAJOR}.x`;
      return failed(message, [
        message,
        'Database initialization did not reach the expected ready state.',
      ]);
    }
    const refused = databases.initialise(
      login,
      user ? { user, password } : undefined,
      { version, from: pod },
    );
    return refused
      ? failed(refused, errorLines(refused))
      : {
          exitCode: 0,
          lines: [
            'Created database schema.',
            'Seeded default settings, users and images.',
            'Database initialization complete.',
          ],
        };
  }
  return {
    does: 'end',
    after: WORKING,
    lines: ['Initializing the database...'],
    result: work,
  };
}

/** db-upgrade: brings the tables to the chart's version. */
export function upgradeSchema({
  databases,
  pod,
  environment,
  version,
}: JobContainer): ContainerProgram {
  const login = loginOf(environment);
  return {
    does: 'end',
    after: WORKING,
    result: () => {
      const refused = databases.query(login, pod);
      if (refused) {
        return failed(refused, errorLines(refused));
      }
      databases.upgrade(login, version);
      return {
        exitCode: 0,
        lines: ['Database exists, running upgrade now...', 'Upgrade complete.'],
      };
    },
  };
}

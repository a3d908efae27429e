import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type {
  ContainerProgram,
  ContainerSpec,
  ProgramChooser,
} from '../kubelet/ContainerProgram';
import { reachService } from '../platform/reachService';
import { environmentOf, loginOf } from './containerEnvironment';
import {
  initialise,
  upgradeSchema,
  waitForServer,
  type JobContainer,
} from './databaseJobPrograms';
import type { Databases } from './databases';
import { databaseErrorLines, schemaErrorLines, startLines } from './logLines';

/** From a component's start to its first good answer. */
const BECOMING_READY = 1500;
/** How long a component runs that cannot use its database: it is refused at once. */
const UNTIL_CRASH = 300;
/** Components that log in to the database. */
const CLIENTS = ['api', 'manager'];

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
    const { labels = {} } = pod.metadata;
    if (labels['app.kubernetes.io/part-of'] !== 'kasm') {
      return undefined;
    }
    const component = labels['app.kubernetes.io/component'];
    const version = labels['app.kubernetes.io/version'] ?? '';
    const environment = environmentOf(store, pod, container);
    const part = { databases, pod, environment, version };
    if (component === 'db-init') {
      return isInit
        ? waitForServer(part, container)
        : initialise(part, container);
    }
    if (component === 'db-upgrade') {
      return isInit ? waitForServer(part, container) : upgradeSchema(part);
    }
    if (isInit) {
      return container.name === 'db-is-ready'
        ? waitForTables(part)
        : waitForComponent(store, pod, container);
    }
    const lines =
      crash(pod) ??
      (CLIENTS.includes(component)
        ? databaseTrouble(part, component)
        : undefined);
    return lines
      ? {
          does: 'end',
          after: UNTIL_CRASH,
          result: () => ({ exitCode: 1, lines }),
        }
      : {
          does: 'serve',
          readyAfter: BECOMING_READY,
          lines: startLines(component, environment, version),
        };
  };
}

/** The last lines of a component that its database refuses. */
function databaseTrouble(
  { databases, pod, environment, version }: JobContainer,
  component: string,
): string[] | undefined {
  const login = loginOf(environment);
  const refused = databases.query(login, pod);
  if (refused !== undefined) {
    return databaseErrorLines(component, refused);
  }
  const schema = databases.schemaOf(login);
  return schema === undefined || schema === version
    ? undefined
    : schemaErrorLines(component);
}

/** The chart throws away what psql has to say. */
function waitForTables({
  databases,
  pod,
  environment,
}: JobContainer): ContainerProgram {
  return {
    does: 'wait',
    until: () => databases.query(loginOf(environment), pod) === undefined,
    asking: 'Waiting for DB to initialize...',
  };
}

/** Asks a Service of the chart until somebody behind it answers. */
function waitForComponent(
  store: ClusterStore,
  pod: StoredObject,
  { args = [] }: ContainerSpec,
): ContainerProgram | undefined {
  const [, host, port] =
    /https?:\/\/([^:/"]+):(\d+)/.exec((args as string[]).join(' ')) ?? [];
  return host
    ? {
        does: 'wait',
        until: () =>
          reachService(store, host, Number(port), pod).how === 'connected',
        asking: `Waiting for the ${host} server to start...`,
        answered: `${host} up. Connecting!`,
      }
    : undefined;
}

import type { ProgramChooser } from '../kubelet/ContainerProgram';

const JSON_LOG = (message: string, logger: string) =>
  JSON.stringify({ level: 'info', logger, msg: message });

/** First lines of the platform's own containers, and of the databases. */
const LINES: Record<string, string[]> = {
  manager: [
    JSON_LOG('Starting CloudNativePG Operator', 'setup'),
    JSON_LOG('starting manager', 'setup'),
  ],
  'barman-cloud': [JSON_LOG('Starting barman cloud CNPG-I plugin', 'setup')],
  'rke2-traefik': [
    'INF Traefik version 3.7.11 built on 2026-07-23',
    'INF Starting provider *crd.Provider',
  ],
  postgres: [
    JSON_LOG('Starting CloudNativePG Instance Manager', 'instance-manager'),
    JSON.stringify({
      level: 'info',
      logger: 'postgres',
      msg: 'record',
      record: {
        error_severity: 'LOG',
        message: 'database system is ready to accept connections',
      },
    }),
  ],
};
const BECOMING_READY = 1200;
const COPYING = 1500;

/** What the containers of the platform do, where it is more than running. */
export const platformPrograms: ProgramChooser = (pod, container, isInit) => {
  if (isInit) {
    return undefined;
  }
  if (pod.metadata.labels?.['cnpg.io/jobRole']) {
    return {
      does: 'end',
      after: COPYING,
      result: () => ({
        exitCode: 0,
        lines: [JSON_LOG('Instance initialised', 'instance-manager')],
      }),
    };
  }
  const lines = LINES[container.name];
  return lines
    ? { does: 'serve', readyAfter: BECOMING_READY, lines }
    : undefined;
};

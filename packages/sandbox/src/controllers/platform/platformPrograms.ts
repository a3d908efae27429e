import type { ProgramChooser } from '../kubelet/ContainerProgram';

const JSON_LOG = (message: string, logger: string) =>
  JSON.stringify({ level: 'info', logger, msg: message });

/** First lines of the platform's own containers. */
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
};
const BECOMING_READY = 1200;

/** What the containers of the platform do, where it is more than running. */
export const platformPrograms: ProgramChooser = (_pod, container, isInit) => {
  if (isInit) {
    return undefined;
  }
  const lines = LINES[container.name];
  return lines
    ? { does: 'serve', readyAfter: BECOMING_READY, lines }
    : undefined;
};

import {
  type KubeObject,
  redactLine,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Watched } from './Watched';

/** A warning about an agent's VM, its instance or the pod that it runs in. */
export interface AgentWarning {
  name: string;
  vm: string;
  message: string;
  /** RFC 3339; when it was noted last. */
  last: string;
}

const LAUNCHER = /^virt-launcher-(.+)-[a-z0-9]{5}$/;
const MACHINES = ['VirtualMachine', 'VirtualMachineInstance'];

/** What is normal is never sent. */
export const AGENT_WARNINGS = 'type=Warning';

/** @internal */
export const agentWarnings: Watched<AgentWarning | undefined> = {
  resource: resources.events,
  project(object) {
    const { metadata, ...event } = object as KubeObject & {
      involvedObject?: { kind?: string; name?: string };
      message?: string;
      firstTimestamp?: string | null;
      lastTimestamp?: string | null;
      eventTime?: string | null;
      series?: { lastObservedTime?: string | null } | null;
    };
    const { kind = '', name = '' } = event.involvedObject ?? {};
    const vm = MACHINES.includes(kind) ? name : LAUNCHER.exec(name)?.[1];
    const message = redactLine(String(event.message ?? ''), 200);
    if (!vm || !message) {
      return undefined;
    }
    return {
      name: metadata.name,
      vm,
      message,
      last:
        event.series?.lastObservedTime ??
        event.lastTimestamp ??
        event.eventTime ??
        event.firstTimestamp ??
        metadata.creationTimestamp ??
        '',
    };
  },
};

/** The newest warning of each VM; of two at one moment the same on every replica. */
export function newestOfEach(
  warnings: Array<AgentWarning | undefined>,
): Map<string, string> {
  const newest = new Map<string, AgentWarning>();
  for (const warning of warnings) {
    const before = warning && newest.get(warning.vm);
    if (
      warning &&
      (!before ||
        before.last < warning.last ||
        (before.last === warning.last && before.name < warning.name))
    ) {
      newest.set(warning.vm, warning);
    }
  }
  return new Map(
    [...newest].map(([vm, { message }]): [string, string] => [vm, message]),
  );
}

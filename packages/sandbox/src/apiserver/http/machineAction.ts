import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredObject } from '../ClusterStore';
import type { ServedStore } from '../store/ServedStore';
import {
  methodNotAllowed,
  resourceNotFound,
  StatusError,
} from '../StatusError';
import { readBody } from './body';
import type { ResourceTarget } from './target';

/** The group of KubeVirt's own API server, which starts, stops and pauses machines. */
export const MACHINE_ACTIONS = 'subresources.kubevirt.io';

const MACHINES = 'virtualmachines.kubevirt.io';
const INSTANCES = 'virtualmachineinstances.kubevirt.io';

/** Whether KubeVirt is installed in a cluster. */
export const servesMachines = ({ registry }: ServedStore): boolean =>
  registry.find('kubevirt.io', 'v1', 'virtualmachines') !== undefined;

/** What an action works on. */
interface Place {
  store: ServedStore;
  namespace: string;
  name: string;
}

const conflict = (name: string, why: string) =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on virtualmachine.kubevirt.io "${name}": ${why}`,
    { name, group: 'kubevirt.io', kind: 'virtualmachine' },
  );

const missing = (name: string, kind: string) =>
  new StatusError(404, 'NotFound', `${kind}.kubevirt.io "${name}" not found`, {
    name,
    group: 'kubevirt.io',
    kind,
  });

function machineAt({ store, namespace, name }: Place): StoredObject {
  const machine = store.get(MACHINES, namespace, name);
  if (!machine) {
    throw missing(name, 'virtualmachine');
  }
  return machine;
}

const instanceAt = ({ store, namespace, name }: Place) =>
  store.get(INSTANCES, namespace, name);
const isFinal = (instance: StoredObject | undefined) =>
  ['Succeeded', 'Failed'].includes(instance?.status?.phase);
const strategyOf = ({ spec }: StoredObject): string =>
  spec.runStrategy ?? (spec.running ? 'Always' : 'Halted');

function setStrategy({ store, namespace, name }: Place, strategy: string) {
  store.update(MACHINES, namespace, name, ({ spec }) => {
    delete spec.running;
    spec.runStrategy = strategy;
  });
}

function request(
  { store, namespace, name }: Place,
  requests: Array<{ action: 'Start' | 'Stop'; uid?: string }>,
) {
  store.updateStatus(MACHINES, namespace, name, status => {
    status.stateChangeRequests = requests;
  });
}

function start(place: Place) {
  const strategy = strategyOf(machineAt(place));
  const instance = instanceAt(place);
  if (instance && !isFinal(instance) && instance.status?.phase) {
    throw conflict(place.name, 'VM is already running');
  }
  switch (strategy) {
    case 'Halted':
      return setStrategy(place, 'Always');
    case 'Manual':
      return request(place, [{ action: 'Start' }]);
    case 'RerunOnFailure':
      if (instance?.status?.phase === 'Failed') {
        throw conflict(
          place.name,
          'RerunOnFailure does not support starting VM from failed state',
        );
      }
      return request(place, [{ action: 'Start' }]);
    default:
      throw conflict(
        place.name,
        `${strategy} does not support manual start requests`,
      );
  }
}

function stop(place: Place) {
  const strategy = strategyOf(machineAt(place));
  const instance = instanceAt(place);
  if (strategy === 'Halted' && !instance) {
    throw conflict(place.name, 'VM is not running');
  }
  if (strategy === 'Always' || strategy === 'Once') {
    return setStrategy(place, 'Halted');
  }
  if (!instance || isFinal(instance)) {
    throw conflict(place.name, 'VM is not running');
  }
  return request(place, [{ action: 'Stop', uid: instance.metadata.uid }]);
}

function restart(place: Place) {
  const strategy = strategyOf(machineAt(place));
  if (strategy === 'Halted') {
    throw conflict(
      place.name,
      'Halted does not support manual restart requests',
    );
  }
  const instance = instanceAt(place);
  if (!instance || isFinal(instance)) {
    throw conflict(place.name, `VM is not running: ${strategy}`);
  }
  return request(place, [
    { action: 'Stop', uid: instance.metadata.uid },
    { action: 'Start' },
  ]);
}

function migrate(place: Place) {
  machineAt(place);
  if (instanceAt(place)?.status?.phase !== 'Running') {
    throw conflict(place.name, 'VM is not running');
  }
  const { store, namespace, name } = place;
  store.create({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstanceMigration',
    metadata: {
      name: `kubevirt-migrate-vm-${Math.random().toString(36).slice(2, 7)}`,
      namespace,
    },
    spec: { vmiName: name },
  });
}

const setPaused = (paused: boolean) => (place: Place) => {
  const { store, namespace, name } = place;
  const instance = instanceAt(place);
  if (!instance) {
    throw missing(name, 'virtualmachineinstance');
  }
  if (instance.status?.phase !== 'Running') {
    throw conflict(name, 'VM is not running');
  }
  const time = `${store.now().toISOString().slice(0, 19)}Z`;
  store.updateStatus(INSTANCES, namespace, name, status => {
    status.conditions = [
      ...(status.conditions ?? []).filter(
        ({ type }: { type: string }) => type !== 'Paused',
      ),
      ...(paused
        ? [
            {
              type: 'Paused',
              status: 'True',
              reason: 'PausedByUser',
              message: 'VMI was paused by user',
              lastProbeTime: time,
              lastTransitionTime: time,
            },
          ]
        : []),
    ];
  });
};

const ACTIONS: Record<string, Record<string, (place: Place) => void>> = {
  virtualmachines: { start, stop, restart, migrate },
  virtualmachineinstances: {
    pause: setPaused(true),
    unpause: setPaused(false),
  },
};

/** Answers a PUT on an action of a machine with 202, or refuses it as KubeVirt does. */
export async function machineAction(
  store: ServedStore,
  target: ResourceTarget,
  asked: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { resource, namespace, name, subresource } = target;
  const act = ACTIONS[resource]?.[subresource ?? ''];
  if (!act || !namespace || !name) {
    throw resourceNotFound();
  }
  if (asked.method !== 'PUT') {
    throw methodNotAllowed();
  }
  const options = (await readBody(asked)).toString();
  if (!/"dryRun"\s*:\s*\[\s*"All"/.test(options)) {
    act({ store, namespace, name });
  }
  response.writeHead(202, { 'Content-Length': 0 });
  response.end();
}

import { INSTANCES, MACHINES } from '../kubeVirt/machineResources';
import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { agentOf, kasmOf } from './kasmOf';
import { present } from './Place';

/** The address that every guest behind masquerade believes to have. */
const INSIDE = '10.0.2.2';

/**
 * The machine of an agent moves to the pod network behind masquerade and is started again there: the
 * agent reports, but Kasm's proxy, which is on another cluster, does not reach it.
 *
 * @public
 */
export function natAgent(controllers: Controllers, place: KasmPlace): Heal {
  const { harvester, disturbances } = controllers;
  const { unreachable } = disturbances.kasm;
  const kasm = kasmOf(controllers, place);
  const agent = agentOf(kasm);
  const { hostname, machine } = agent;
  const [namespace, name] = machine.path.split('/');
  const { spec: before } = present(
    harvester,
    MACHINES,
    { namespace, name },
    'VirtualMachine',
  );
  const rewire = (change: (spec: any) => void) => {
    harvester.update(MACHINES, namespace, name, ({ spec }) =>
      change(spec.template.spec),
    );
    // As virtctl asks for a restart.
    const instance = harvester.get(INSTANCES, namespace, name);
    harvester.updateStatus(MACHINES, namespace, name, status => {
      status.stateChangeRequests = [
        ...(instance ? [{ action: 'Stop', uid: instance.metadata.uid }] : []),
        { action: 'Start' },
      ];
    });
  };
  rewire(spec => {
    const [card] = spec.domain.devices.interfaces;
    delete card.bridge;
    card.masquerade = {};
    spec.networks = [{ name: card.name, pod: {} }];
  });
  agent.hostname = INSIDE;
  unreachable.add(machine.path);
  kasm.settle();
  return once(() => {
    unreachable.delete(machine.path);
    agent.hostname = hostname;
    rewire(spec => {
      const { domain, networks } = before.template.spec;
      spec.domain.devices.interfaces = domain.devices.interfaces;
      spec.networks = networks;
    });
    kasm.settle();
  });
}

import type { KasmAgent } from '../kasmApp/KasmData';
import type { KasmPlace } from '../kasmApp/kasmRelease';
import { MACHINES } from '../kubeVirt/machineResources';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { kasmOf } from './kasmOf';

/** An agent on its way out, and back. */
export interface AgentLeave {
  /** Whose machine it is, `namespace/name`. */
  machine: string;
  /** Its machine is stopped and its record removed, as autoscaling does; sessions there end. */
  leave(): void;
  /** It works as before: enabled at once, or as soon as its machine runs and it has registered. */
  comeBack: Heal;
}

/**
 * Takes an agent out of service as autoscaling does when fewer people are there: first no new sessions,
 * then no machine.
 *
 * @public
 */
export function sendAgentHome(
  controllers: Controllers,
  place: KasmPlace,
  agent: KasmAgent,
): AgentLeave {
  const { harvester, disturbances } = controllers;
  const { path } = agent.machine;
  const [namespace, name] = path.split('/');
  const { coresOverride, memoryOverride } = agent;
  const kasm = kasmOf(controllers, place);
  kasm.enable(agent, false);
  /** What its machine's spec said before; the old `running` or its run strategy. */
  let wanted: object | undefined;
  return {
    machine: path,
    leave() {
      const machine = harvester.get(MACHINES, namespace, name);
      if (!machine || wanted !== undefined) return;
      const { running, runStrategy } = machine.spec;
      wanted = running === undefined ? { runStrategy } : { running };
      disturbances.kasm.refused.add(path);
      kasm.remove(agent);
      harvester.update(MACHINES, namespace, name, ({ spec }) => {
        delete spec.running;
        spec.runStrategy = 'Halted';
      });
    },
    comeBack: once(() => {
      disturbances.kasm.refused.delete(path);
      if (wanted === undefined) {
        kasm.enable(agent, true);
        return;
      }
      kasm.welcome(path, { autoscaled: true, coresOverride, memoryOverride });
      harvester.update(MACHINES, namespace, name, ({ spec }) => {
        delete spec.runStrategy;
        Object.assign(spec, wanted);
      });
    }),
  };
}

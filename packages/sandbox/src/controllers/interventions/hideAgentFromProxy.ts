import type { KasmAgent } from '../kasmApp/KasmData';
import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { agentOf, kasmOf } from './kasmOf';

/** How many people tried already. */
const ATTEMPTS = 3;

/**
 * An agent is registered under a name that only its own network knows: Kasm's proxy has no resolver and
 * does not reach it. The proxy's log says so for those who tried, and sessions there do not start.
 *
 * @public
 */
export function hideAgentFromProxy(
  controllers: Controllers,
  place: KasmPlace,
): Heal {
  const { unreachable } = controllers.disturbances.kasm;
  const kasm = kasmOf(controllers, place);
  const agent = agentOf(kasm);
  const { hostname, machine } = agent;
  agent.hostname = `${machine.path.split('/')[1]}.agents.internal`;
  unreachable.add(machine.path);
  complain(controllers, place, kasm.host, agent);
  kasm.settle();
  return once(() => {
    unreachable.delete(machine.path);
    agent.hostname = hostname;
    kasm.settle();
  });
}

function complain(
  { rke2, clock }: Controllers,
  { namespace, release }: KasmPlace,
  host: string,
  agent: KasmAgent,
) {
  const proxies = rke2.list('pods', {
    namespace,
    labels: {
      'app.kubernetes.io/instance': release,
      'app.kubernetes.io/component': 'proxy',
    },
  });
  const time = clock
    .now()
    .toISOString()
    .slice(0, 19)
    .replace(/-/g, '/')
    .replace('T', ' ');
  for (const { metadata, spec } of proxies) {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      rke2.appendLog(
        namespace,
        metadata.name,
        spec.containers[0].name,
        `${time} [error] 29#29: *${attempt} no resolver defined to resolve ${agent.hostname}, client: 10.42.0.1, server: , request: "GET /desktop/${agent.id}/vnc/websockify HTTP/1.1", host: "${host}"`,
      );
    }
  }
}

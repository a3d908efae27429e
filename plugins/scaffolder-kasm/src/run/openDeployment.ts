import {
  deploymentNames,
  type KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { Deadlines } from './deadlines';
import { probeEndpoint } from './endpointProbe';
import type { Started } from './kasmAction';
import type { RunContext } from './RunContext';
import { agentPlaceOf } from './agentPlace';
import { withinBounds } from './withinBounds';
import { WriteRecord } from './WriteRecord';

/**
 * What the steps of an action need of one deployment.
 *
 * @throws InputError when the configuration does not allow this deployment
 */
export function openDeployment(
  started: Pick<
    Started,
    | 'services'
    | 'config'
    | 'clients'
    | 'progress'
    | 'signal'
    | 'dryRun'
    | 'task'
    | 'user'
  >,
  spec: KasmDeploymentSpec,
  deadlines: Deadlines,
): RunContext {
  const { services, config, clients } = started;
  const names = deploymentNames(spec);
  const cluster = withinBounds(config, spec, names);
  return {
    spec,
    names,
    cluster,
    deadlines,
    client: clients.client(cluster.name),
    agentPlace: () => agentPlaceOf(config, clients, spec),
    kasmApi: services.kasmApis?.api(names.ref, names.host),
    progress: started.progress,
    written: new WriteRecord(),
    probe: services.probe ?? probeEndpoint,
    ...(services.resolve && { resolve: services.resolve }),
    signal: started.signal,
    dryRun: started.dryRun,
    pollInterval: services.pollInterval ?? 1_000,
    task: started.task,
    user: started.user,
    now: services.now ?? (() => new Date()),
  };
}

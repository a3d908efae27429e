import { InputError } from '@backstage/errors';
import type { AgentPlace } from '../run/agentPlace';
import type { RunContext } from '../run/RunContext';
import { refusing, withoutStack } from '../run/withoutStack';
import { WriteRecord } from '../run/WriteRecord';

/** A run whose client and cluster are those of the agents. */
export type AgentRun = RunContext & {
  /** Where the VMs are. */
  readonly namespace: string;
};

/**
 * The same run, where the agents live.
 *
 * @throws InputError when the deployment has no such place, or the portal may not write there
 */
export function agentRun(run: RunContext): AgentRun {
  const place: AgentPlace | undefined = refusing(() => run.agentPlace?.());
  if (!place) {
    throw withoutStack(
      new InputError(
        `It is not known where the agents of ${run.names.ref} live: name agentCluster and agentNamespace`,
      ),
    );
  }
  return {
    ...run,
    cluster: place.cluster,
    client: place.client,
    namespace: place.namespace,
    written: new WriteRecord(),
  };
}

import type {
  CreatedObject,
  DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { RunContext } from '../run/RunContext';
import { inRemovalOrder, removalPart, type RemovalPart } from './removalPart';

/** What the descriptor says of one part, in the order in which it is to go. */
export function entriesOf(
  run: Pick<RunContext, 'names' | 'cluster'>,
  { created }: DeploymentDescriptor,
  part: RemovalPart,
): CreatedObject[] {
  return inRemovalOrder(
    created.filter(
      entry =>
        removalPart(entry, run.names, run.cluster.systemNamespace) === part,
    ),
  );
}

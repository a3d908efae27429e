import type { Context } from '../Context';
import { capacityOf } from './capacity';
import { agentRows, serves, type AgentRow } from './rows';

/** Whether people can go on starting sessions without an agent that does not serve; unknown is no. */
export function othersHaveRoom(context: Context): boolean {
  return (capacityOf(context)?.slots ?? 0) > 0;
}

/** Whether another agent serves, full or not. */
export function anotherServes(context: Context, row: AgentRow): boolean {
  return agentRows(context).some(
    other => other !== row && serves(context, other),
  );
}

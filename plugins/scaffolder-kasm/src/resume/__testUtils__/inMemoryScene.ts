import { InMemoryCluster } from '../../__testUtils__/InMemoryCluster';
import { onCluster } from '../../__testUtils__/inMemory';
import {
  dyingClients,
  type CountedRequest,
  type Death,
} from '../../__testUtils__/dyingClients';
import { runAction, type ActionRun } from '../../__testUtils__/runAction';
import type { Reaction } from '../../__testUtils__/InMemoryCluster';
import { comparable } from './comparable';

type Action = NonNullable<Parameters<typeof runAction>[2]>['action'];

/** One action with its input, for runs that may be cut short. */
export interface Play {
  action?: Action;
  input: object;
}

/** A cluster in memory on which actions run in processes of their own. */
export class InMemoryScene {
  constructor(readonly cluster: InMemoryCluster, private minute = 0) {}

  /** The same cluster once more, with nothing shared. */
  copy(): InMemoryScene {
    const cluster = new InMemoryCluster();
    for (const [key, object] of this.cluster.objects) {
      cluster.objects.set(key, structuredClone(object));
    }
    cluster.reactions.push(...this.cluster.reactions);
    cluster.removals.push(...this.cluster.removals);
    return new InMemoryScene(cluster, this.minute);
  }

  /** Runs an action in a process that may end early. Each begins a minute after the one before. */
  async run(
    play: Play,
    { death, task = 'task-1' }: { death?: Death; task?: string } = {},
  ): Promise<ActionRun & { requests: CountedRequest[]; gone: boolean }> {
    const minute = this.minute++;
    const options = onCluster(this.cluster);
    const process = dyingClients(options.clients, death);
    const run = await runAction(
      play.input,
      {
        ...options,
        clients: process.clients,
        now: () => new Date(Date.UTC(2026, 10, 22, 13, minute)),
      },
      { action: play.action, task },
    );
    return { ...run, requests: process.requests, gone: process.isGone() };
  }

  /** What each Secret holds. */
  secrets(): Map<string, string> {
    return new Map(
      [...this.cluster.objects]
        .filter(([, { kind }]) => kind === 'Secret')
        .map(([key, { data, stringData }]) => [
          key,
          JSON.stringify([data, stringData]),
        ]),
    );
  }

  /** Everything that is stored, comparable with what other runs left. */
  stored(): Record<string, unknown> {
    return comparable([...this.cluster.objects.values()], {
      'task-1': '<task>',
      'task-2': '<task>',
    });
  }
}

/** A cluster with an issuer and operators that do at once what they are asked. */
export function willingScene(reactions: Reaction[]): InMemoryScene {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(...reactions);
  return new InMemoryScene(cluster);
}

import type {
  KasmApis,
  KasmSessionRecord,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { DeploymentFacts, KasmApiFacts } from '../observation/Observation';
import type { CallGate } from './kasmApi/CallGate';
import { KasmMemory } from './kasmApi/KasmMemory';
import { KasmPoll } from './kasmApi/KasmPoll';
import { absentSource, type Source } from './Source';

/** What Kasm says of itself, and who uses its sessions. */
export type KasmSource = Source<KasmApiFacts> & {
  /** Where a later source of the same deployment goes on. */
  readonly memory: KasmMemory;
  /** Sessions with the people who use them; undefined while they are not known. */
  people(): KasmSessionRecord[] | undefined;
  nudge(): void;
  stop(): Promise<void>;
};

/**
 * Kasm's own API, asked with the read-only key that the configuration has for the deployment. A key
 * that is bound to another host is not used.
 *
 * @internal
 */
export function watchKasmApi(options: {
  apis: KasmApis;
  gate: CallGate;
  deployment: DeploymentFacts;
  /** Of the source that looked until now. */
  last?: KasmSource;
  changed: () => void;
}): KasmSource {
  const { apis, gate, deployment, last, changed } = options;
  const { cluster, name, host, state } = deployment;
  const ref = `${cluster}/${name}`;
  const reader = apis.reader(ref, host);
  if (state === 'retired' || !reader) {
    const absent = absentSource<KasmApiFacts>(
      reader ? 'The deployment is retired' : whyNot(apis.hostOf(ref)),
    );
    return {
      ...absent,
      memory: new KasmMemory(),
      people: () => undefined,
      nudge: () => {},
      stop: async () => {},
    };
  }
  const memory = last?.memory ?? new KasmMemory();
  const poll = new KasmPoll({ ref, reader, gate, memory, changed });
  poll.start();
  return {
    memory,
    sighting: () => poll.sighting(),
    people: () => memory.people(),
    nudge: () => poll.nudge(),
    stop: () => poll.stop(),
  };
}

/** @param bound - the host that there is a key for */
function whyNot(bound: string | undefined): string {
  return bound === undefined
    ? 'No key of Kasm’s API is configured (kasm.kasmApis)'
    : `The key in kasm.kasmApis is bound to ${bound}, which is not the host of this deployment`;
}

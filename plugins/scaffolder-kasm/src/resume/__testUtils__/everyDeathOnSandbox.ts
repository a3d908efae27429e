import type { Sandbox } from 'sandbox';
import type { Death } from '../../__testUtils__/dyingClients';
import type { Target } from '../../__testUtils__/targets';
import type { Outcome } from './everyDeath';
import type { Play } from './inMemoryScene';
import { SandboxScene, type SandboxInput } from './sandboxScene';

/** Runs that go on at once: each spends most of its time waiting for an operator. */
const AT_ONCE = 4;

let count = 0;

/**
 * Ends a process at its requests, each time with a deployment of its own on the sandbox, and then runs
 * the action again. Requests that write are tried both ways, all of them. Until the first of them an end
 * leaves nothing, which is looked at; the action is then run again for one of those only.
 */
export async function everyDeathOnSandbox(
  target: Target & { sandbox: Sandbox },
  play: (input: SandboxInput) => Play,
): Promise<{
  requests: number;
  writes: number;
  clean: Record<string, unknown>;
  outcomes: Outcome[];
}> {
  const begin = () => {
    count += 1;
    return new SandboxScene(target, `r${String(count).padStart(4, '0')}`);
  };
  const whole = begin();
  const { error, requests } = await whole.run(play(whole.input));
  if (error) {
    throw error;
  }
  const clean = whole.stored();
  whole.remove();

  const firstWrite = requests.findIndex(request => request.writes);
  const writes = requests.filter(request => request.writes).length;
  const queue: Death[] = [
    ...requests.flatMap((request, index) =>
      request.writes ? [] : [{ at: index + 1 }],
    ),
    ...Array.from({ length: writes }, (_, index) => index + 1).flatMap(
      (atWrite): Death[] => [
        { atWrite, as: 'unsent' },
        { atWrite, as: 'unanswered' },
      ],
    ),
  ];
  const outcomes: Outcome[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let death = queue.shift(); death; death = queue.shift()) {
        const early = death.at !== undefined && death.at < firstWrite;
        const scene = begin();
        const untouched = early ? scene.stored() : undefined;
        const first = await scene.run(play(scene.input), death);
        const { method, about } = first.requests.at(-1)!;
        const outcome = {
          death: `request ${first.requests.length} (${method} ${about}), ${
            death.as ?? 'unsent'
          }`,
          rewritten: [] as string[],
        };
        if (untouched) {
          const same =
            JSON.stringify(untouched) === JSON.stringify(scene.stored());
          outcomes.push({
            ...outcome,
            error: same ? undefined : 'something was changed already',
            stored: clean,
          });
        } else {
          const before = scene.secrets();
          const second = await scene.run(play(scene.input));
          const after = scene.secrets();
          outcomes.push({
            ...outcome,
            // a run with fewer looks than the clean one may be over before: then this is a second run
            error:
              first.gone || !first.error
                ? second.error?.message
                : first.error.message,
            rewritten: [...before]
              .filter(([name, value]) => (after.get(name) ?? value) !== value)
              .map(([name]) => name),
            stored: scene.stored(),
          });
        }
        scene.remove();
      }
    }),
  );
  return {
    requests: requests.length,
    writes,
    clean,
    outcomes,
  };
}

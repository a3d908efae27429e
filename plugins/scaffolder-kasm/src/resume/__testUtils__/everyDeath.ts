import type { Death } from '../../__testUtils__/dyingClients';
import type { InMemoryScene, Play } from './inMemoryScene';

/** One early end, and what came of it. */
export interface Outcome {
  /** `request 57 (apply HelmChart kasm), unanswered`. */
  death: string;
  /** Why the second run failed, if it did. */
  error?: string;
  /** Secrets that had another value after the second run than after the first. */
  rewritten: string[];
  /** What the second run left. */
  stored: Record<string, unknown>;
}

/**
 * Ends a process at every one of its requests, each time on a fresh copy of the scene, and then runs
 * the action again. A request that writes is tried both ways: it never left, and it was not answered.
 *
 * @returns what one clean run left, and what each pair of runs did
 */
export async function everyDeath(
  scene: InMemoryScene,
  play: Play,
  { again = 'task-1' }: { again?: string } = {},
): Promise<{
  requests: number;
  writes: number;
  clean: Record<string, unknown>;
  outcomes: Outcome[];
}> {
  const cleanScene = scene.copy();
  const { error, requests } = await cleanScene.run(play);
  if (error) {
    throw error;
  }
  const deaths = requests.flatMap(({ writes }, index): Death[] => [
    { at: index + 1, as: 'unsent' },
    ...(writes ? [{ at: index + 1, as: 'unanswered' as const }] : []),
  ]);
  const outcomes: Outcome[] = [];
  for (const death of deaths) {
    const copy = scene.copy();
    const first = await copy.run(play, { death });
    if (!first.gone) {
      throw new Error(`The process outlived request ${death.at}`);
    }
    const before = copy.secrets();
    const second = await copy.run(play, { task: again });
    const after = copy.secrets();
    const { method, about } = requests[death.at! - 1];
    outcomes.push({
      death: `request ${death.at} (${method} ${about}), ${death.as}`,
      error: second.error?.message,
      rewritten: [...before]
        .filter(([name, value]) => (after.get(name) ?? value) !== value)
        .map(([name]) => name),
      stored: copy.stored(),
    });
  }
  return {
    requests: requests.length,
    writes: requests.filter(({ writes }) => writes).length,
    clean: cleanScene.stored(),
    outcomes,
  };
}

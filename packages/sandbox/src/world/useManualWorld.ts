import { createManualWorld } from './createManualWorld';

/** A world for tests. */
export type ManualWorld = Awaited<ReturnType<typeof createManualWorld>>;

/** Making a world takes long on a machine with much else to do. */
const TEST_MS = 120_000;

/** Makes a world before each test of a describe block and ends it afterwards. */
export function useManualWorld(options: {
  seeded: boolean;
  fleet?: number;
}): ManualWorld {
  jest.setTimeout(TEST_MS);
  const world = {} as ManualWorld;
  beforeEach(async () => {
    Object.assign(world, await createManualWorld(options));
  }, TEST_MS);
  afterEach(() => world.stop());
  return world;
}

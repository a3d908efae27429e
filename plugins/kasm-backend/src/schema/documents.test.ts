import fc from 'fast-check';
import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { startConformance } from '../__testUtils__/startConformance';
import { NOW } from '../evaluate/__fixtures__/healthyObservation';
import { judged } from '../evaluate/__fixtures__/judge';
import { TROUBLE } from '../evaluate/__fixtures__/trouble';
import { arbitraryObservation } from '../evaluate/__testUtils__/arbitraryObservation';
import { evaluate } from '../evaluate/evaluate';

jest.setTimeout(60_000);

const PATH = '/v1/deployments/rke2/workspaces';

describe('status documents and openapi.yaml', () => {
  let conformance: Awaited<ReturnType<typeof startConformance>>;
  beforeAll(async () => {
    conformance = await startConformance();
  });
  afterAll(() => conformance?.stop());

  const problemOf = (body: unknown) =>
    conformance.problemOf(PATH, { status: 200, body });

  it.each([['nothing', () => {}], ...Object.entries(TROUBLE)])(
    'agree when the trouble is %s',
    async (_, trouble) => {
      expect(await problemOf(judged(trouble))).toBeUndefined();
    },
  );

  it('agree whatever is seen', () =>
    fc.assert(
      fc.asyncProperty(arbitraryObservation, async observation => {
        expect(await problemOf(evaluate(observation, NOW))).toBeUndefined();
      }),
      { numRuns: 150 },
    ));

  it.each<[string, (status: any) => void]>([
    ['a field that nobody described', status => (status.more = 1)],
    ['one within a part', status => (status.database.secret = 'x')],
    ['one within an agent', status => (status.agents.items[0].kasm.user = 'x')],
    ['a word that is none of its words', status => (status.health = 'fine')],
    ['text for a number', status => (status.agents.ready = '2')],
    ['a part that is missing', status => delete status.checks],
  ])('do not agree on %s', async (_, spoil) => {
    const status: StatusDocument = structuredClone(judged(() => {}));
    spoil(status);
    expect(await problemOf(status)).toMatch(/\/response/);
  });
});

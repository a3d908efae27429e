import * as fc from 'fast-check';
import { releaseValues } from './releaseValues';

const text = `
dbManagement: { initialize: true }
annotations:
  secret:
    helm.sh/resource-policy: keep
components:
  guac: { enabled: false }
  rdpGateway: { enabled: true }
`;

describe('releaseValues', () => {
  it('reads the few that matter of the text', () => {
    expect(releaseValues({ valuesContent: text })).toEqual({
      initialize: true,
      keepsSecret: true,
      disabled: ['guac'],
      resolvesNames: false,
    });
  });

  it('lays values over the text, and set over both', () => {
    const values = { dbManagement: { initialize: false } };
    const read = (spec: object) =>
      releaseValues({ valuesContent: text, ...spec })?.initialize;
    expect(read({ values })).toBe(false);
    expect(read({ set: { 'dbManagement.initialize': 'false' } })).toBe(false);
    expect(read({ values, set: { 'dbManagement.initialize': true } })).toBe(
      true,
    );
  });

  it('lets set reach keys with dots and components of its own', () => {
    expect(
      releaseValues({
        set: {
          'annotations.secret.helm\\.sh/resource-policy': 'keep',
          'components.rdpHttpsGateway.enabled': 'false',
        },
      }),
    ).toEqual({
      initialize: true,
      keepsSecret: true,
      disabled: ['rdpHttpsGateway'],
      resolvesNames: false,
    });
  });

  it('knows whether the proxy is told by what to find names', () => {
    expect(
      releaseValues({ values: { nginxResolver: '10.43.0.10' } }),
    ).toMatchObject({ resolvesNames: true });
  });

  it('knows the annotations of 1.19', () => {
    const kept = { 'helm.sh/resource-policy': 'keep' };
    expect(
      releaseValues({ values: { kasmSecrets: { annotations: kept } } }),
    ).toMatchObject({ keepsSecret: true });
  });

  it.each([
    ['what is no YAML', { valuesContent: 'a: [' }],
    ['what is endless', { valuesContent: 'x'.repeat(300_000) }],
    [
      'a bomb of aliases',
      {
        valuesContent: `a: &a [1,2]\nb: &b [${'*a,'.repeat(
          30,
        )}]\nc: [${'*b,'.repeat(30)}]`,
      },
    ],
    [
      'what a Secret may overrule',
      { valuesContent: text, valuesSecrets: [{}] },
    ],
    ['what is no text', { valuesContent: 7 }],
  ])('says nothing of %s', (_, spec) => {
    expect(releaseValues(spec)).toBeUndefined();
  });

  it('bears whatever is written', () => {
    fc.assert(
      fc.property(
        fc.record({
          valuesContent: fc.oneof(fc.string(), fc.json()),
          values: fc.anything(),
          set: fc.anything(),
        }),
        spec => {
          const values = releaseValues(spec);
          expect(['boolean', 'undefined']).toContain(typeof values?.initialize);
        },
      ),
    );
  });
});

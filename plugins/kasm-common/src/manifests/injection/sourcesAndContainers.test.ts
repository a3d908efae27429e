import fc from 'fast-check';
import { kasmDeploymentSpec, parseDescriptor } from '../../spec';
import { chartValuesSchemas } from '../chartValues.schema';
import { DEFAULT_SETTINGS } from '../DeploymentSettings';
import { helmChart } from '../helmChart';
import { treeDescriptor } from '../tree/renderTree';
import { kasmVersion } from '../versions/kasmVersion';
import { SPECS } from './__testUtils__/stringFields';

/** Keys by which a chart would run something of somebody's choosing (SEC-03). */
const FORBIDDEN = [
  'extraObjects',
  'initContainers',
  'extraInitContainers',
  'extraContainers',
  'extraVolumes',
  'extraVolumeMounts',
  'components',
  'image',
  'imageRegistry',
  'repo',
  'chart',
  'version',
  'values',
  'valuesContent',
  'jobImage',
  'set',
  'bootstrap',
  'takeOwnership',
  'chartContent',
  'podSecurityContext',
];

/** Every object within a spec, the spec itself included; maps of labels are no place for keys. */
function objectsIn(value: unknown): object[] {
  return value && typeof value === 'object'
    ? [
        ...(Array.isArray(value) ? [] : [value]),
        ...Object.entries(value)
          .filter(([key]) => key !== 'nodeSelector')
          .flatMap(([, child]) => objectsIn(child)),
      ]
    : [];
}

const smuggled = fc
  .tuple(
    fc.constantFrom(...Object.values(SPECS)),
    fc.constantFrom(...FORBIDDEN),
    fc.nat(),
    fc.oneof(fc.string(), fc.constant([{ kind: 'Pod' }]), fc.object()),
  )
  .map(([spec, key, place, value]) => {
    const input = structuredClone(spec) as object;
    const objects = objectsIn(input);
    Object.assign(objects[place % objects.length], { [key]: value });
    return { input, key };
  })
  // a pool of agents has an image of its own, from Harvester
  .filter(({ input, key }) => !(key === 'image' && hasPoolImage(input)));

function hasPoolImage(input: any): boolean {
  return input.agents?.pool?.image !== (SPECS.route as any).agents.pool.image;
}

describe('what a chart would run', () => {
  it('cannot be asked for, in a spec or in a descriptor', () => {
    fc.assert(
      fc.property(smuggled, ({ input }) => {
        expect(kasmDeploymentSpec.safeParse(input).success).toBe(false);
        const read = parseDescriptor({
          'descriptor.json': JSON.stringify({
            version: 1,
            state: 'active',
            created: [],
            spec: input,
          }),
        });
        expect(read).toHaveProperty('problem');
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['1.18.1', '1.19.0'] as const)(
    'comes from the table of versions: Kasm %s',
    version => {
      for (const asked of Object.values(SPECS)) {
        const spec = kasmDeploymentSpec.parse({
          ...asked,
          kasmVersion: version,
        });
        const { valuesContent, ...fields } = helmChart(spec, DEFAULT_SETTINGS)
          .spec as any;
        const { chart } = kasmVersion(version);
        expect(fields).toEqual({
          targetNamespace: spec.namespace ?? spec.name,
          createNamespace: false,
          chart: chart.name,
          repo: chart.repo,
          version: chart.version,
          failurePolicy: 'abort',
          backOffLimit: 12,
          timeout: '15m0s',
        });
        const values = JSON.parse(valuesContent);
        expect(chartValuesSchemas[version].parse(values)).toEqual(values);
        expect(values).not.toHaveProperty('components');
        expect(
          parseDescriptor({
            'descriptor.json': JSON.stringify(treeDescriptor(spec, {})),
          }),
        ).toHaveProperty('descriptor.spec', spec);
      }
    },
  );

  it('is pulled from another registry only where the configuration says so', () => {
    const values = (kasmVersionOf: '1.18.1' | '1.19.0') => {
      const spec = kasmDeploymentSpec.parse({
        ...SPECS.route,
        kasmVersion: kasmVersionOf,
      });
      const { valuesContent } = helmChart(spec, {
        ...DEFAULT_SETTINGS,
        imageRegistry: 'mirror.example.com/kasm',
      }).spec as any;
      return chartValuesSchemas[kasmVersionOf].parse(
        JSON.parse(valuesContent),
      ) as any;
    };
    expect(values('1.18.1').components.guac.image).toEqual({
      repository: 'mirror.example.com/kasm/kasmweb/kasm-guac',
      tag: '1.18.1',
    });
    expect(values('1.19.0').components.guac.image).toEqual({
      registry: 'mirror.example.com/kasm',
    });
    expect(Object.keys(values('1.19.0').components).sort()).toEqual([
      'api',
      'guac',
      'manager',
      'proxy',
      'rdpGateway',
      'rdpHttpsGateway',
    ]);
  });
});

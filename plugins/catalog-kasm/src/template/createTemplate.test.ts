import { ConfigReader } from '@backstage/config';
import {
  kasmDeploymentSpec,
  specProblems,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { clusterChoices } from './clusterChoices';
import { createTemplate } from './createTemplate';

const choices = clusterChoices(
  new ConfigReader({
    kasm: {
      clusters: [
        {
          name: 'rke2',
          title: 'RKE2',
          roles: ['controlPlane'],
          domains: ['example.com'],
        },
        { name: 'harvester', roles: ['agents'] },
      ],
    },
  }),
);

type Schema = {
  default?: unknown;
  properties?: Record<string, Schema>;
  enum?: string[];
  pattern?: string;
  errorMessage?: { pattern?: string };
};

/** What the form sends when nothing is typed but what has no default. */
function defaultsOf(schema: Schema): unknown {
  if (schema.properties) {
    return Object.fromEntries(
      Object.entries(schema.properties)
        .map(([name, property]) => [name, defaultsOf(property)])
        .filter(([, value]) => value !== undefined),
    );
  }
  return schema.default;
}

describe('createTemplate', () => {
  const template = createTemplate('group:default/platform', choices);
  const pages = template.spec!.parameters as Schema[];
  const values = Object.assign({}, ...pages.map(defaultsOf));

  it('offers the clusters that may run a control plane', () => {
    expect(pages[0].properties!.cluster.enum).toEqual(['rke2']);
  });

  it('sends something the action accepts, with an owner and nothing else typed', () => {
    const parsed = kasmDeploymentSpec.safeParse({
      ...values,
      owner: 'group:default/desktops',
    });
    expect(parsed.success ? [] : specProblems(parsed.error)).toEqual([]);
  });

  it("has the spec's defaults, so that the form and the action agree", () => {
    const spec = kasmDeploymentSpec.parse({
      cluster: 'rke2',
      name: 'desktops',
      owner: 'group:default/desktops',
      domain: 'example.com',
    });
    expect(spec).toMatchObject(values);
  });

  it('hands every field to the action', () => {
    const [step] = template.spec!.steps as Array<{ input: object }>;
    const fields = pages.flatMap(page => Object.keys(page.properties!));
    expect(Object.keys(step.input).sort()).toEqual(fields.sort());
  });

  it('says in words what a field must be, and never as a pattern', () => {
    const fieldsOf = (schema: Schema): Schema[] => [
      schema,
      ...Object.values(schema.properties ?? {}).flatMap(fieldsOf),
    ];
    const silent = pages
      .flatMap(fieldsOf)
      .filter(({ pattern }) => pattern)
      .filter(
        ({ errorMessage }) => !/^must be /.test(errorMessage?.pattern ?? ''),
      );
    expect(silent).toEqual([]);
  });
});

import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { kasmTemplates } from '@kasm-portal/backstage-plugin-catalog-backend-module-kasm';
import scaffolderModuleKasm from '@kasm-portal/backstage-plugin-scaffolder-backend-module-kasm';
import request from 'supertest';

jest.setTimeout(60_000);

const templates = kasmTemplates(
  'group:default/platform',
  mockServices.rootConfig({
    data: {
      kasm: {
        clusters: [
          {
            name: 'rke2',
            roles: ['controlPlane'],
            domains: ['example.com'],
          },
          { name: 'harvester', roles: ['agents'] },
        ],
        catalog: {
          gitops: {
            action: 'publish:github:pull-request',
            repoUrl: 'github.com?owner=example&repo=platform',
          },
        },
      },
    },
  }),
);

type Schema = {
  default?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  dependencies?: Record<string, { oneOf: Schema[] }>;
};
type Values = Record<string, any>;
type Step = { id: string; action: string; if?: string };

/** What a form sends: what was typed, and the defaults of all the rest. */
function sent(schema: Schema, typed: Values): Values {
  const values: Values = { ...typed };
  const take = (properties: Record<string, Schema> = {}) => {
    for (const [name, property] of Object.entries(properties)) {
      values[name] = property.properties
        ? sent(property, typed[name] ?? {})
        : values[name] ?? property.default;
    }
  };
  take(schema.properties);
  for (const [chooser, { oneOf }] of Object.entries(
    schema.dependencies ?? {},
  )) {
    const branch = oneOf.find(({ properties }) =>
      properties?.[chooser].enum?.includes(values[chooser]),
    );
    const { [chooser]: _, ...rest } = branch?.properties ?? {};
    take(rest);
  }
  return values;
}

const created = { name: 'desktops', owner: 'group:default/desktops' };
const deployment = { cluster: 'rke2', name: 'desktops' };
const vms = { image: 'default/ubuntu', network: 'default/vlan20' };
const fixed = {
  method: 'static',
  first: '10.0.20.11',
  gateway: '10.0.20.1',
  nameservers: ['10.0.20.1'],
};

describe('what the templates send to the actions', () => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleKasm,
        // No clusters: an action that understood its input says that, and does nothing.
        mockServices.rootConfig.factory({ data: {} }),
      ],
    });
  });
  afterAll(() => backend?.stop());

  /** Runs the steps that a template would run, each alone, as the scaffolder's dry run. */
  async function answers(name: string, typed: Values) {
    const template = templates.find(({ metadata }) => metadata.name === name)!;
    const { parameters, steps, ...spec } = template.spec as {
      parameters: Schema[];
      steps: Step[];
    };
    const values = parameters.reduce(
      (before, page) => sent(page, before),
      typed,
    );
    const run = async (step: Step) => {
      const { status, body } = await request(backend.server)
        .post('/api/scaffolder/v2/dry-run')
        .send({
          template: {
            ...template,
            spec: { ...spec, parameters: [], steps: [step], output: {} },
          },
          values: JSON.parse(JSON.stringify(values)),
          directoryContents: [],
        });
      return status === 200 ? 'skipped' : body.error.message;
    };
    const told: Record<string, string> = {};
    for (const step of steps) {
      if (step.action.startsWith('kasm:') && !step.if?.includes('failure()')) {
        told[step.id] = await run(step);
      }
    }
    return told;
  }
  const understood = expect.stringContaining(
    'Kasm is not configured in this portal',
  );

  it.each<[string, string, Values, string[]]>([
    [
      'Create as it is',
      'kasm-workspaces',
      created,
      ['preflight', 'plan', 'create', 'verify'],
    ],
    [
      'a plan',
      'kasm-workspaces',
      { ...created, planOnly: true },
      ['preflight', 'plan'],
    ],
    [
      'a pull request',
      'kasm-workspaces',
      { ...created, delivery: 'pullRequest' },
      ['render'],
    ],
    [
      'a pull request for a cluster that something is known of',
      'kasm-workspaces',
      {
        ...created,
        delivery: 'pullRequest',
        kasmVersion: '1.19.0',
        run: { adopt: 'watch' },
        proposal: {
          initialised: true,
          failurePolicy: 'retry',
          nginxResolver: '10.43.0.10',
        },
      },
      ['render'],
    ],
    [
      'a plan of what a pull request would lead to',
      'kasm-workspaces',
      {
        ...created,
        delivery: 'pullRequest',
        run: { adopt: 'watch' },
        planOnly: true,
      },
      ['preflight', 'plan'],
    ],
    [
      'an installation that is watched',
      'kasm-workspaces',
      { ...created, run: { adopt: 'watch' } },
      ['plan', 'create', 'verify'],
    ],
    [
      'nodes, names and a release of one’s own',
      'kasm-workspaces',
      {
        ...created,
        placement: {
          release: 'kasm',
          nodes: 'own',
          nodeSelector: { 'example.com/pool': 'kasm' },
        },
        database: {
          more: { cluster: 'kasm-pg', nodes: 'own', nodeSelector: {} },
        },
      },
      ['preflight', 'plan', 'create', 'verify'],
    ],
    [
      'agents with fixed addresses',
      'kasm-workspaces',
      {
        ...created,
        agents: { kind: 'pool', pool: { ...vms, addresses: fixed } },
      },
      ['preflight', 'plan', 'create', 'agents', 'verify'],
    ],
    [
      'autoscaling',
      'kasm-workspaces',
      { ...created, agents: { kind: 'autoscaling', autoscale: vms } },
      ['preflight', 'plan', 'create', 'autoscale', 'verify'],
    ],
    [
      'a branch that was left again',
      'kasm-workspaces',
      {
        ...created,
        backups: { method: 'none', destinationPath: 's3://left/again' },
        ingress: { kind: 'ingressRoute', gateway: { name: 'left' } },
      },
      ['preflight', 'plan', 'create', 'verify'],
    ],
    [
      'a new size',
      'kasm-workspaces-change',
      { deployment, size: 'medium', database: { storageSize: '40Gi' } },
      ['update', 'verify'],
    ],
    [
      'an undo, with values typed before',
      'kasm-workspaces-change',
      { deployment, what: 'undo', size: 'medium', database: { instances: 1 } },
      ['update', 'verify'],
    ],
    [
      'a plan of a change',
      'kasm-workspaces-change',
      { deployment, size: 'medium', planOnly: true },
      ['update'],
    ],
    [
      'more agents',
      'kasm-workspaces-add-agents',
      { deployment, agents: vms },
      ['agents'],
    ],
    [
      'autoscaling of a deployment without a place for agents',
      'kasm-workspaces-add-agents',
      { deployment, kind: 'autoscaling', where: 'other', autoscale: vms },
      ['autoscale'],
    ],
    [
      'fewer agents',
      'kasm-workspaces-remove-agents',
      { deployment, count: 1 },
      ['agents'],
    ],
    [
      'agents that are named',
      'kasm-workspaces-remove-agents',
      { deployment, which: 'names', names: ['desktops-agent-2'] },
      ['agents'],
    ],
    ['a removal', 'kasm-workspaces-remove', { deployment }, ['delete']],
    [
      'a removal with all data',
      'kasm-workspaces-remove',
      { deployment, data: 'delete', confirmName: 'desktops' },
      ['delete'],
    ],
  ])('is understood: %s', async (_, name, typed, ran) => {
    const told = await answers(name, typed);
    expect(told).toEqual(
      Object.fromEntries(
        Object.keys(told).map(id => [
          id,
          ran.includes(id) ? understood : 'skipped',
        ]),
      ),
    );
    expect(Object.keys(told)).toEqual(expect.arrayContaining(ran));
  });

  it('shows of a plan only what a plan says', async () => {
    const create = templates.find(
      ({ metadata }) => metadata.name === 'kasm-workspaces',
    )!;
    const output = async (planOnly: boolean, adopt = 'no') => {
      const { body } = await request(backend.server)
        .post('/api/scaffolder/v2/dry-run')
        .send({
          template: {
            ...create,
            spec: { ...create.spec, parameters: [], steps: [] },
          },
          values: { planOnly, run: { adopt } },
          directoryContents: [],
        });
      return body.output;
    };
    expect(await output(false)).toMatchObject({ links: [], text: [] });
    const planned = await output(true);
    expect(planned.links).toEqual([]);
    expect(planned.text.map(({ title }: { title: string }) => title)).toEqual([
      'Plan',
    ]);
    expect(planned.text[0].content).toMatch(
      /^Nothing was created. It would create .* Run the template again/,
    );
    expect((await output(true, 'watch')).text[0].content).toMatch(
      /^Nothing was created. The portal would only watch .* Run the template/,
    );
  });

  it('removes no data of a deployment whose name was typed wrongly', async () => {
    const told = await answers('kasm-workspaces-remove', {
      deployment,
      data: 'delete',
      confirmName: 'dekstops',
    });
    expect(told.delete).toContain('confirmName: must be the name');
  });
});

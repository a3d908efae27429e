import { ConfigReader } from '@backstage/config';
import {
  kasmDeploymentSpec,
  specProblems,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { clusterChoices } from '../clusterChoices';
import type { MappedField, SpecMapping } from '../specMapping';
import { createTemplate } from './createTemplate';
import { specOfForm } from './specOfForm';

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
  enum?: unknown[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  dependencies?: Record<string, { oneOf: Schema[] }>;
};
type Values = Record<string, any>;

const withoutObjects = (values: Values) =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value !== 'object'),
  );

/** What the form sends when nothing is typed: the defaults, and those of the branches they choose. */
function defaultsOf(schema: Schema, chosen: Values = {}): any {
  if (!schema.properties) {
    return schema.additionalProperties ? chosen : schema.default;
  }
  const values: Values = {};
  const take = (properties: Record<string, Schema>) => {
    for (const [name, property] of Object.entries(properties)) {
      const value =
        typeof chosen[name] === 'object' || property.properties
          ? defaultsOf(property, chosen[name])
          : chosen[name] ?? property.default;
      if (value !== undefined) {
        values[name] ??= value;
      }
    }
  };
  take(schema.properties);
  for (const [chooser, { oneOf }] of Object.entries(
    schema.dependencies ?? {},
  )) {
    const branch = oneOf.find(({ properties }) =>
      properties![chooser].enum!.includes(values[chooser]),
    );
    const { [chooser]: _, ...rest } = branch?.properties ?? {};
    take(rest);
  }
  return { ...values, ...withoutObjects(chosen) };
}

/** As the template engine fills in a step's input. */
function filled(mapping: SpecMapping, form: Values): Values {
  const at = (path: string) =>
    path.split('.').reduce<any>((value, key) => value?.[key], form);
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([key, mapped]) => {
      if (typeof mapped.from !== 'string') {
        return [[key, filled(mapped as SpecMapping, form)]];
      }
      const { from, when = {} } = mapped as MappedField;
      const counts = Object.entries(when).every(([path, allowed]) =>
        allowed.includes(at(path)),
      );
      const value = counts ? at(from) : undefined;
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

describe('createTemplate', () => {
  const template = createTemplate('group:default/platform', choices);
  const pages = template.spec!.parameters as Schema[];
  const typed = { owner: 'group:default/desktops' };
  const send = (chosen: Values = {}) => {
    const all = { ...typed, ...chosen };
    const form = Object.assign(
      {},
      all,
      ...pages.map(page => defaultsOf(page, all)),
    );
    return filled(specOfForm, form);
  };
  const problems = (input: Values) => {
    const parsed = kasmDeploymentSpec.safeParse(input);
    return parsed.success ? [] : specProblems(parsed.error);
  };

  it('offers the clusters that may run a control plane', () => {
    expect(pages[0].properties!.cluster.enum).toEqual(['rke2']);
  });

  it('sends something the action accepts, with an owner and nothing else typed', () => {
    expect(problems(send())).toEqual([]);
  });

  it("has the spec's defaults, so that the form and the action agree", () => {
    const asked = { cluster: 'rke2', name: 'desktops', domain: 'example.com' };
    expect(kasmDeploymentSpec.parse(send())).toEqual(
      kasmDeploymentSpec.parse({ ...asked, ...typed }),
    );
  });

  it.each<[string, Values]>([
    [
      'backups to a bucket',
      {
        backups: {
          method: 'plugin',
          destinationPath: 's3://backups/pg',
          credentialsSecret: 'bucket',
        },
      },
    ],
    ['snapshots', { backups: { method: 'snapshot', snapshotClass: 'csi' } }],
    [
      'Secrets that are there',
      {
        secrets: {
          mode: 'existing',
          credentialsSecret: 'pg',
          superuserSecret: 'pg-superuser',
        },
      },
    ],
    [
      'a store of secrets',
      {
        secrets: {
          mode: 'externalSecrets',
          store: { name: 'vault' },
          credentialsPath: 'kasm/database',
          superuserPath: 'kasm/superuser',
        },
      },
    ],
    [
      'a Gateway',
      {
        ingress: {
          kind: 'httpRoute',
          gateway: { name: 'public', namespace: 'gateways' },
        },
      },
    ],
    ['a verified backend', { ingress: { verifyBackend: true } }],
    ['agents of somebody else', { agents: { kind: 'existing' } }],
    ['autoscaling', { agents: { kind: 'autoscaling' } }],
    ['another release', { placement: { release: 'kasm' } }],
    ['another PostgreSQL', { database: { more: { cluster: 'kasm-pg' } } }],
  ])('sends something the action accepts with %s', (_, chosen) => {
    expect(problems(send(chosen))).toEqual([]);
  });

  it('forgets what was typed on a branch that was left again', () => {
    const input = send({
      backups: {
        method: 'none',
        destinationPath: 's3://backups/pg',
        snapshotClass: 'csi',
      },
      secrets: { mode: 'generate', credentialsSecret: 'pg' },
      ingress: {
        kind: 'ingressRoute',
        backend: 'http',
        verifyBackend: true,
        gateway: { name: 'public', namespace: 'gateways' },
      },
      agents: { kind: 'none', cluster: 'harvester', namespace: 'kasm-agents' },
    });
    expect(problems(input)).toEqual([]);
    expect(kasmDeploymentSpec.parse(input)).toEqual(
      kasmDeploymentSpec.parse(send({ ingress: { backend: 'http' } })),
    );
  });

  it('sends labels of nodes that somebody chose, and none that were left again', () => {
    const own = { 'node.example.com/pool': 'kasm' };
    const labels = (nodes: string) => {
      const { nodeSelector, database } = kasmDeploymentSpec.parse(
        send({
          placement: { nodes, nodeSelector: own },
          database: { more: { nodes, nodeSelector: {} } },
        }),
      );
      return [nodeSelector, database.nodeSelector];
    };
    expect(labels('own')).toEqual([own, {}]);
    expect(labels('platform')).toEqual([
      { 'workload-type': 'general' },
      { 'workload-type': 'database' },
    ]);
  });

  it('offers of an installation that exists only what the form can do', () => {
    const { run } = pages[2].properties!;
    expect(run.properties!.adopt.enum).toEqual(['no', 'watch']);
  });

  it('asks what the files cannot know only for a pull request', () => {
    const page = (
      createTemplate('group:default/platform', choices, {
        action: 'publish:github:pull-request',
        repoUrl: 'github.com?owner=example&repo=platform',
      }).spec!.parameters as Schema[]
    )[2];
    const fields = (delivery: string) =>
      Object.keys(defaultsOf(page, { delivery }));
    expect(fields('apply')).toContain('run');
    expect(fields('apply')).not.toContain('proposal');
    expect(fields('pullRequest')).toContain('proposal');
    expect(fields('pullRequest')).not.toContain('run');
  });

  it('checks and plans before it creates, and verifies afterwards', () => {
    const steps = template.spec!.steps as Array<{ id: string }>;
    expect(steps.map(({ id }) => id)).toEqual([
      'preflight',
      'plan',
      'create',
      'agents',
      'autoscale',
      'verify',
      'rollback',
    ]);
  });
});

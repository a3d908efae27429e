import {
  DEFAULT_SETTINGS,
  helmChart,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { kasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { mergeTraefikTimeout } from '../traefik/mergeTraefikTimeout';
import { asked } from '../__testUtils__/inMemory';
import {
  expressions,
  refusalsOf,
  WRITER,
  type AdmissionRequest,
} from './__testUtils__/admission';

function chart(more: object = {}, settings: object = {}): any {
  return helmChart(kasmDeploymentSpec.parse({ ...asked, ...more }), {
    ...DEFAULT_SETTINGS,
    ...settings,
  });
}

function refused(
  object: unknown,
  lists?: Record<string, string>,
  more: Partial<AdmissionRequest> = {},
): string[] {
  return refusalsOf(
    {
      user: WRITER,
      operation: 'CREATE',
      group: 'helm.cattle.io',
      resource: 'helmcharts',
      object,
      ...more,
    },
    lists,
  );
}

/** A HelmChart of ours with something else in its spec. */
function withSpec(more: object): unknown {
  const made = chart();
  return { ...made, spec: { ...made.spec, ...more } };
}

const withText = (valuesContent: string) => withSpec({ valuesContent });

/** A HelmChart of ours with other values. */
function withValues(change: (values: any) => void): unknown {
  const made = chart();
  const values = JSON.parse(made.spec.valuesContent);
  change(values);
  return withText(JSON.stringify(values, null, 2));
}

/** SEC-04. The expressions are evaluated here, because servers before 1.30 do not know them. */
describe('manifests/admission-policy.yaml', () => {
  describe('lets through', () => {
    const rendered: Array<[string, any]> = ['1.18.1', '1.19.0'].flatMap(
      kasmVersion =>
        [true, false].map((initialize): [string, any] => [
          `what the portal makes of Kasm ${kasmVersion} with initialize ${initialize}`,
          chart({ kasmVersion }, { initialize, nginxResolver: '10.43.0.10' }),
        ]),
    );
    it.each([
      ...rendered,
      [
        'a node selector of any label',
        chart({
          nodeSelector: {
            'workload-type': 'general',
            'node.kubernetes.io/instance-type': 'c5.large',
            extraObjects: 'harmless-as-a-label',
          },
        }),
      ],
      ['no node selector', chart({ nodeSelector: {} })],
      [
        'other sizes and policies',
        chart(
          { size: 'large' },
          { failurePolicy: 'retry', forceConflicts: true },
        ),
      ],
      [
        'an initialisation as the owner',
        chart({ database: { initialiseAs: 'owner' } }),
      ],
    ])('%s', (_, made) => {
      expect(refused(made)).toEqual([]);
    });

    it.each(['1.18.1', '1.19.0'])(
      'a mirror of images and charts of Kasm %s that is in the lists',
      kasmVersion => {
        const made = chart(
          { kasmVersion, namespace: 'kasm-blue' },
          {
            imageRegistry: 'registry.example.com/kasm',
            chart: 'oci://registry.example.com/charts/kasm',
          },
        );
        expect(
          refused(made, {
            namespaces: 'kasm-*',
            charts: `oci://registry.example.com/charts/kasm ${made.spec.version}\n`,
            registries: 'registry.example.com/kasm\n',
          }),
        ).toEqual([]);
        expect(refused(made).sort()).toEqual([
          'images come from a registry that is not in the list registries of ConfigMap kube-system/kasm-portal-admission',
          'repository, chart and version are not in the list charts of ConfigMap kube-system/kasm-portal-admission',
          'targetNamespace is not in the list namespaces of ConfigMap kube-system/kasm-portal-admission',
        ]);
      },
    );

    it('whatever others do, such as a cluster administrator', () => {
      const object = withSpec({ jobImage: 'busybox' });
      expect(refused(object, undefined, { user: 'admin' })).toEqual([]);
    });
  });

  describe('refuses', () => {
    it.each([
      'jobImage',
      'set',
      'values',
      'valuesSecrets',
      'bootstrap',
      'takeOwnership',
      'chartContent',
      'podSecurityContext',
      'securityContext',
      'authSecret',
      'dockerRegistrySecret',
      'repoCA',
      'insecureSkipTLSVerify',
      'helmVersion',
      'aFieldOfNextYear',
    ])('the field %s', field => {
      expect(refused(withSpec({ [field]: 'x' }))).toEqual([
        'the HelmChart has a field that the portal never sets',
      ]);
    });

    it.each([
      [
        'another namespace of its own',
        { ...chart(), metadata: { name: 'kasm', namespace: 'kasm' } },
      ],
      ['no target namespace', withSpec({ targetNamespace: undefined })],
      ['an empty target namespace', withSpec({ targetNamespace: '' })],
      ['a foreign target namespace', withSpec({ targetNamespace: 'payments' })],
      [
        'a longer name than that in the list',
        withSpec({ targetNamespace: 'kasm-2' }),
      ],
      ['the system as target', withSpec({ targetNamespace: 'kube-system' })],
      ['making a namespace', withSpec({ createNamespace: true })],
      ['another chart', withSpec({ chart: 'nginx' })],
      ['another repository', withSpec({ repo: 'https://evil.example.com/' })],
      ['a repository left out', withSpec({ repo: undefined })],
      [
        'a chart by its address',
        withSpec({
          repo: undefined,
          chart: 'https://evil.example.com/kasm.tgz',
        }),
      ],
      [
        'spaces that shift fields',
        withSpec({ repo: undefined, chart: 'https://helm.kasmweb.com/ kasm' }),
      ],
      ['no version', withSpec({ version: undefined })],
      ['a range of versions', withSpec({ version: '>=1.1181.1' })],
      ['another version', withSpec({ version: '1.1181.2' })],
      ['the policy that reinstalls', withSpec({ failurePolicy: 'reinstall' })],
      ["the controller's own policy", withSpec({ failurePolicy: undefined })],
      ['no values', withSpec({ valuesContent: undefined })],
    ])('%s', (_, object) => {
      const plain = JSON.parse(JSON.stringify(object));
      expect(refused(plain)).not.toEqual([]);
      expect(
        refused(plain, undefined, { operation: 'UPDATE', oldObject: chart() }),
      ).not.toEqual([]);
    });

    it.each([
      [
        'extraObjects',
        (values: any) => {
          values.extraObjects = [{ kind: 'ClusterRoleBinding' }];
        },
      ],
      [
        'an empty extraObjects',
        (values: any) => {
          values.extraObjects = [];
        },
      ],
      [
        'initContainers',
        (values: any) => {
          values.components = { api: { initContainers: [{ image: 'x' }] } };
        },
      ],
      [
        'extraVolumes',
        (values: any) => {
          values.components = {
            api: { extraVolumes: [{ hostPath: { path: '/' } }] },
          };
        },
      ],
      [
        'extraContainers',
        (values: any) => {
          values.extraContainers = {};
        },
      ],
      [
        'an image',
        (values: any) => {
          values.components = {
            api: { image: { repository: 'evil/api', tag: '1' } },
          };
        },
      ],
      [
        'a tag',
        (values: any) => {
          values.components = { api: { image: { tag: 'develop' } } };
        },
      ],
      [
        'a registry',
        (values: any) => {
          values.components = {
            api: { image: { registry: 'evil.example.com' } },
          };
        },
      ],
      [
        'a template',
        (values: any) => {
          values.publicAddr = '{{ .Files.Get "x" }}';
        },
      ],
      [
        'a load balancer',
        (values: any) => {
          values.proxyService.type = 'LoadBalancer';
        },
      ],
      [
        'an ingress',
        (values: any) => {
          values.ingress.enabled = true;
        },
      ],
      [
        'losing the tokens',
        (values: any) => {
          values.annotations.secret['helm.sh/resource-policy'] = 'delete';
        },
      ],
      [
        'a hook',
        (values: any) => {
          values.annotations.secret['helm.sh/hook'] = 'pre-install';
        },
      ],
      [
        'an object among the labels',
        (values: any) => {
          values.nodeSelector = { a: { extraObjects: [] } };
        },
      ],
      [
        'a list among the labels',
        (values: any) => {
          values.nodeSelector = { extraObjects: [{}] };
        },
      ],
    ])('values with %s', (_, change) => {
      expect(refused(withValues(() => {}))).toEqual([]);
      expect(refused(withValues(change))).not.toEqual([]);
    });

    const ours = chart().spec.valuesContent as string;
    const added = (line: string) => ours.replace('{\n', `{\n${line}\n`);
    it.each([
      ['an escape in JSON', added('  "\\u0065xtraObjects": [],')],
      ['an escape in YAML', added('  "\\x65xtraObjects": [],')],
      ['a line that goes on', added('  "extra\\\nObjects": [],')],
      ['no quotes', added('  extraObjects: [],')],
      ['single quotes', added("  'extraObjects': [],")],
      ['an explicit key', added('  ? extraObjects\n  : [],')],
      ['an anchor', added('  &a "name": "x",')],
      ['an alias', added('  *a : [],')],
      ['a tag', added('  !!str extraObjects: [],')],
      ['a merge', added('  "<<": {"extraObjects": []},')],
      ['a comment', added('  # extraObjects')],
      ['tabs', added('\t"extraObjects": [],')],
      ['two keys in a line', added('  "name": "x", "extraObjects": [],')],
      ['a carriage return', added('  "name": "x",\r  "extraObjects": [],')],
      [
        'another kind of line end',
        added('  "name": "x",\u2028  "extraObjects": [],'),
      ],
      ['a second document', `${ours}\n---\nextraObjects: []\n`],
      ['a document before', `extraObjects: []\n---\n${ours}`],
      ['text after the end', `${ours}\nextraObjects: []`],
      ['a full-width letter', added('  "ｅxtraObjects": [],')],
      ['a zero byte', added('  "name": "\u0000",')],
      ['YAML', 'extraObjects: []\n'],
      ['one line', JSON.stringify(JSON.parse(ours))],
      ['nothing', ''],
      ['more than anybody needs', added(`  "name": "${'x'.repeat(20_000)}",`)],
    ])('values written with %s', (_, text) => {
      expect(refused(withText(text))).not.toEqual([]);
    });

    it('everything while the lists are missing a key', () => {
      expect(
        refused(chart(), { charts: undefined as unknown as string }),
      ).not.toEqual([]);
    });
  });

  describe('of other charts', () => {
    const before = {
      metadata: { name: 'rke2-traefik', namespace: 'kube-system' },
      spec: {
        valuesContent:
          '# ours\nlogs:\n  general:\n    level: INFO\nports:\n  websecure:\n    transport:\n',
      },
    };
    const config = (object: unknown, more: Partial<AdmissionRequest> = {}) =>
      refused(object, undefined, {
        resource: 'helmchartconfigs',
        operation: 'UPDATE',
        oldObject: before,
        ...more,
      });
    const text = (valuesContent: string, more: object = {}) => ({
      ...before,
      spec: { valuesContent, ...more },
    });

    it.each([
      '',
      before.spec.valuesContent,
      'ports:\n  websecure:\n    transport:\n      respondingTimeouts:\n        readTimeout: 60s # short\n',
      'deployment:\n  replicas: 2\n\nports:\n  web:\n    port: 8000\n',
    ])('lets the timeouts through that the portal raises in %j', existing => {
      const { text: merged, changed } = mergeTraefikTimeout(
        existing,
        'websecure',
        1800,
      );
      const after = text(merged);
      expect([changed, config(after, { oldObject: text(existing) })]).toEqual([
        true,
        [],
      ]);
    });

    it('lets the portal make it where there is none', () => {
      const { text: made } = mergeTraefikTimeout('', 'websecure', 1800);
      const object = text(made, { failurePolicy: 'reinstall' });
      expect(config(object, { operation: 'CREATE', oldObject: null })).toEqual(
        [],
      );
    });

    it.each([
      [
        'a new one with more than timeouts',
        before,
        { operation: 'CREATE' as const, oldObject: null },
      ],
      [
        'one of ours',
        { ...before, metadata: { name: 'kasm', namespace: 'kasm-portal' } },
        {},
      ],
      [
        'arguments',
        text(
          `${before.spec.valuesContent}additionalArguments: [--api.insecure]\n`,
        ),
        {},
      ],
      [
        'objects',
        text(`${before.spec.valuesContent}extraObjects:\n  - kind: Pod\n`),
        {},
      ],
      [
        'a policy',
        text(before.spec.valuesContent, { failurePolicy: 'reinstall' }),
        {},
      ],
    ])('refuses %s', (_, object, more) => {
      expect(config(object, more)).not.toEqual([]);
    });
  });

  it('lets pods be asked about and never made', () => {
    const pod = { group: '', resource: 'pods' };
    const object = { metadata: { name: 'probe', namespace: 'kasm' } };
    expect(refused(object, undefined, { ...pod, dryRun: true })).toEqual([]);
    expect(refused(object, undefined, pod)).toEqual([
      'the portal asks about pods in a dry run and never makes one',
    ]);
  });

  it('uses no function that Kubernetes 1.30 does not have', () => {
    const used = expressions.flatMap(expression =>
      [...expression.replace(/'[^']*'/g, "''").matchAll(/(\w+)\(/g)].map(
        ([, name]) => name,
      ),
    );
    const known = [
      'all',
      'contains',
      'dyn',
      'endsWith',
      'exists',
      'filter',
      'has',
      'join',
      'map',
      'matches',
      'replace',
      'size',
      'split',
      'startsWith',
      'trim',
    ];
    expect([...new Set(used)].filter(name => !known.includes(name))).toEqual(
      [],
    );
  });
});

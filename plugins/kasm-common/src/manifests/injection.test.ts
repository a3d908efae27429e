import fc from 'fast-check';
import { kasmDeploymentSpec, type KasmDeploymentSpec } from '../spec';
import { certificate } from './certificate';
import { chartValues } from './chartValues';
import { chartValuesSchema } from './chartValues.schema';
import { objectStore, scheduledBackup } from './databaseBackup';
import { databaseCluster } from './databaseCluster';
import { DEFAULT_SETTINGS } from './DeploymentSettings';
import { helmChart } from './helmChart';
import { ingressRoute } from './ingressRoute';
import { renderTree } from './renderTree';

const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'kasm"\nextraObjects: []',
    'a`) || PathPrefix(`/',
    "kasm'; DROP DATABASE kasm; --",
    '{{ .Files.Get "x" }}',
    '$(id)',
    '\u0000',
    '\u202e',
    '*alias',
    '!!js/function',
  ),
);

/** A valid value most of the time, so that hostile ones meet a spec that is fine otherwise. */
const maybe = (valid: string) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(valid) }, hostile);

const input = fc.record({
  cluster: maybe('rke2'),
  name: maybe('kasm'),
  title: maybe('Desktops'),
  owner: maybe('group:default/platform-engineers'),
  domain: maybe('example.com'),
  namespace: maybe('kasm'),
  nodeSelector: fc.dictionary(maybe('workload-type'), maybe('general'), {
    maxKeys: 2,
  }),
  database: fc.record({
    cluster: maybe('kasm-pg'),
    namespace: maybe('database'),
    storageSize: maybe('20Gi'),
    storageClass: maybe('harvester'),
    backups: fc.record({
      method: fc.constant('plugin'),
      destinationPath: maybe('s3://bucket/kasm-pg'),
      endpointUrl: maybe('https://minio.example.com:9000'),
      credentialsSecret: maybe('backup-credentials'),
      schedule: maybe('0 45 2 * * *'),
    }),
  }),
  certificate: fc.record({ issuer: maybe('vault-issuer') }),
  ingress: fc.record({
    entryPoint: maybe('websecure'),
    ingressClass: maybe('traefik'),
  }),
});

const settings = { ...DEFAULT_SETTINGS, failurePolicy: 'retry' as const };

/** Runs a check on every spec that the schema lets through. */
function everySpec(check: (spec: KasmDeploymentSpec) => void) {
  fc.assert(
    fc.property(input, candidate => {
      const parsed = kasmDeploymentSpec.safeParse(candidate);
      if (parsed.success) {
        check(parsed.data);
      }
    }),
    { numRuns: 2_500 },
  );
}

function keysOf(value: unknown): string[] {
  return value && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, child]) => [key, ...keysOf(child)])
    : [];
}

describe('whatever somebody types', () => {
  it('comes back from the values exactly, in its own place', () => {
    everySpec(spec => {
      const { valuesContent } = helmChart(spec, settings).spec as {
        valuesContent: string;
      };
      const values = JSON.parse(valuesContent);
      expect(values).toEqual(chartValues(spec, { initialize: true }));
      expect(chartValuesSchema.safeParse(values).success).toBe(true);
      expect(values.nodeSelector).toEqual(spec.nodeSelector);
    });
  });

  it('brings no manifest, container, volume, image or other source of charts', () => {
    everySpec(spec => {
      const chart = helmChart(spec, settings);
      const { valuesContent, ...fields } = chart.spec as Record<string, any>;
      const values = JSON.parse(valuesContent);
      delete values.nodeSelector;
      const keys = keysOf(values);
      for (const forbidden of [
        'extraObjects',
        'components',
        'initContainers',
        'extraVolumes',
        'image',
      ]) {
        expect(keys).not.toContain(forbidden);
      }
      expect(fields).toEqual({
        targetNamespace: spec.namespace,
        createNamespace: false,
        chart: 'kasm',
        repo: 'https://helm.kasmweb.com/',
        version: '1.1181.1',
        failurePolicy: 'retry',
        backOffLimit: 12,
        timeout: '15m0s',
      });
      expect(chart.metadata.namespace).toBe('kasm-portal');
    });
  });

  it('stays one host in the rule, and the SQL stays ours', () => {
    everySpec(spec => {
      const [{ match }] = (ingressRoute(spec).spec as any).routes;
      expect(match).toMatch(/^Host\(`[a-z0-9.-]+`\)$/);
      expect(
        (databaseCluster(spec).spec as any).bootstrap.initdb
          .postInitApplicationSQL,
      ).toEqual(['CREATE EXTENSION IF NOT EXISTS "uuid-ossp"']);
    });
  });

  it('survives serialisation everywhere', () => {
    everySpec(spec => {
      const everything = [
        certificate(spec),
        objectStore(spec),
        scheduledBackup(spec),
        renderTree(spec),
      ];
      expect(JSON.parse(JSON.stringify(everything))).toEqual(everything);
    });
  });
});

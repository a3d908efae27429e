import * as z from 'zod';
import { KASM_VERSIONS } from '../../spec';
import { kasmVersion, kasmVersions } from './kasmVersion';
import { versionWarnings } from './versionWarnings';

const ROLES = [
  'api',
  'manager',
  'guac',
  'rdp-gateway',
  'rdp-https-gateway',
  'proxy',
] as const;
const role = z.enum(ROLES);
const version = z.string().regex(/^\d+\.\d+\.\d+$/);
/** A name of Kubernetes, in which the release's may stand. */
const name = z.string().regex(/^(\{release\}|[a-z])[-a-z0-9]*$/);
const source = z.string().regex(/^(https|oci):\/\/[a-z0-9./-]+$/);

const versionSchema = z
  .strictObject({
    kasm: z.enum(KASM_VERSIONS),
    chart: z.strictObject({
      name,
      version,
      repo: source,
      repoVerified: z.literal(true).nullable(),
      otherSources: z.array(source).min(1),
      maturity: z.enum(['preview', 'ga']),
      helm: version,
      helm4Verified: z.literal(true).nullable(),
    }),
    postgres: z.strictObject({
      major: z.int(),
      image: z.string().regex(/^[a-z0-9./-]+:\d+-standard-[a-z]+$/),
      endOfLife: z.iso.date(),
    }),
    roles: z.array(role).length(ROLES.length),
    waitsFor: z.record(role, z.array(role)),
    deployments: z.record(role, name),
    workloadKinds: z.record(
      role,
      z.enum(['Deployment', 'StatefulSet']).nullable(),
    ),
    components: z.record(
      role,
      z.strictObject({
        key: z.string(),
        image: z.string().startsWith('kasmweb/'),
      }),
    ),
    databaseInit: z.strictObject({ job: name, ttlSeconds: z.int() }),
    proxyService: name,
    proxyPorts: z.strictObject({ http: z.int(), https: z.int() }),
    values: z.strictObject({
      secretAnnotations: z.enum([
        'annotations.secret',
        'kasmSecrets.annotations',
      ]),
      imageRegistry: z.enum(['repository', 'registry']),
      useImageTags: version.nullable(),
      nginxResolver: z.boolean(),
    }),
    agentInstallerUrl: z.url().nullable(),
    agentInstallerArguments: z.array(z.string()).nullable(),
  })
  .refine(
    ({ postgres }) => postgres.image.includes(`:${postgres.major}-`),
    'the image is of another major',
  )
  .refine(
    ({ roles, waitsFor }) =>
      roles.every((each, index) =>
        waitsFor[each].every(other => roles.indexOf(other) < index),
      ),
    'a role waits for one that starts later',
  )
  .refine(
    ({ kasm, chart }) =>
      chart.version.startsWith(`1.${kasm.replace(/\./g, '')}.`),
    'the chart is of another release',
  );

describe.each(kasmVersions())('Kasm $kasm', data => {
  it('has every cell of the table, checked or said to be unknown', () => {
    expect(versionSchema.parse(data)).toEqual(data);
    expect(kasmVersion(data.kasm as (typeof KASM_VERSIONS)[number])).toBe(data);
  });
});

describe('versionWarnings', () => {
  const on = (kasm: '1.18.1' | '1.19.0', day: string) =>
    versionWarnings(kasmVersion(kasm), new Date(`${day}T12:00:00Z`));

  it('says that a PostgreSQL ends, and that it has ended', () => {
    expect(on('1.18.1', '2026-01-01').join()).not.toContain('PostgreSQL');
    expect(on('1.18.1', '2026-11-01')[0]).toBe(
      'PostgreSQL 14, which Kasm 1.18.1 needs, reaches its end of life on 2026-11-12',
    );
    expect(on('1.18.1', '2026-11-22')[0]).toBe(
      'PostgreSQL 14, which Kasm 1.18.1 needs, is past its end of life (2026-11-12): it gets no more fixes',
    );
  });

  it('says what is a preview and what nobody knows', () => {
    const old = on('1.18.1', '2026-11-22').join('\n');
    expect(old).toContain('technical preview');
    expect(old).toContain('https://helm.kasmweb.com/');
    expect(on('1.19.0', '2026-11-22')).toEqual([
      "The installer of agents for Kasm 1.19.0 is not known: the cluster's configuration has to name it",
    ]);
  });
});

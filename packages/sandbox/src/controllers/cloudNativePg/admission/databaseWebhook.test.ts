import { createDatabaseWorld, image } from '../createDatabaseWorld';
import { databaseWebhook } from './databaseWebhook';

const object = (kind: string, spec: object, metadata = {}): any => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind,
  metadata: { name: 'pg', namespace: 'database', ...metadata },
  spec,
});
const cluster = (more: object = {}, metadata = {}) =>
  object(
    'Cluster',
    { instances: 3, storage: { size: '20Gi' }, ...more },
    metadata,
  );

describe("CloudNativePG's webhook", () => {
  const world = createDatabaseWorld();
  const { mutate, validate } = databaseWebhook(world.store);
  afterAll(() => world.stop());

  const refusal = (next: any, before?: any): string => {
    try {
      validate!(next, before);
      return 'taken';
    } catch (error) {
      const { code, reason, message } = error as any;
      expect([code, reason]).toEqual([422, 'Invalid']);
      return message;
    }
  };

  it('takes what works, and fills in what is left open', () => {
    const wanted = cluster({
      bootstrap: { initdb: { database: 'kasm', owner: 'kasmapp' } },
      postgresql: { parameters: { max_connections: '200' } },
    });
    mutate!(wanted);
    expect(wanted.spec).toMatchObject({
      imageName: expect.stringMatching(/postgresql:18/),
      bootstrap: {
        initdb: { database: 'kasm', encoding: 'UTF8', localeCollate: 'C' },
      },
      affinity: { podAntiAffinityType: 'preferred' },
      postgresql: {
        parameters: { max_connections: '200', wal_level: 'logical' },
      },
    });
    expect(refusal(wanted)).toBe('taken');
  });

  it.each<[string, object, object, string]>([
    [
      'less memory than shared_buffers',
      {
        resources: { requests: { memory: '128Mi' } },
        postgresql: { parameters: { shared_buffers: '256MB' } },
      },
      {},
      'Memory request is lower than PostgreSQL `shared_buffers` value',
    ],
    [
      'a name that is too long',
      {},
      { name: 'a'.repeat(51) },
      'the maximum length of a cluster name is 50 characters',
    ],
    [
      'two archivers',
      {
        plugins: [
          { name: 'a', isWALArchiver: true },
          { name: 'b', isWALArchiver: true },
        ],
      },
      {},
      'Cannot enable more than one WAL archiver plugin',
    ],
    [
      'an archiver beside the own support',
      {
        plugins: [{ name: 'a', isWALArchiver: true }],
        backup: { barmanObjectStore: {} },
      },
      {},
      'Cannot enable a WAL archiver plugin when barmanObjectStore is configured',
    ],
    [
      'a major version that is too old',
      { imageName: image('12-standard-bookworm') },
      {},
      'Unsupported PostgreSQL version. Versions 13 or newer are supported',
    ],
    [
      'an image without a version',
      { imageName: image('latest') },
      {},
      "Can't use 'latest' as image tag",
    ],
    [
      'a size that is none',
      { storage: { size: 'much' } },
      {},
      "Size value isn't valid",
    ],
    [
      'a hibernation that is neither on nor off',
      {},
      { annotations: { 'cnpg.io/hibernation': 'yes' } },
      'Annotation value for hibernation should be "on" or "off"',
    ],
  ])('refuses %s', (_what, spec, metadata, why) => {
    const message = refusal(cluster(spec, metadata));
    expect(message).toMatch(
      /^admission webhook "vcluster.cnpg.io" denied the request: Cluster.postgresql.cnpg.io "[a-z]+" is invalid: /,
    );
    expect(message).toContain(why);
  });

  it('refuses changes that cannot be made, unless it is told to look away', () => {
    const before = cluster({ imageName: image('14-standard-bookworm') });
    const changed = (more: object, metadata = {}) =>
      cluster({ ...before.spec, ...more }, metadata);
    expect(refusal(changed({ storage: { size: '10Gi' } }), before)).toContain(
      "can't shrink existing storage from 20Gi to 10Gi",
    );
    expect(
      refusal(changed({ imageName: image('15-standard-bookworm') }), before),
    ).toContain('major upgrades are only supported to version 16 or higher');
    expect(
      refusal(changed({ imageName: image('13-standard-bookworm') }), before),
    ).toContain("can't downgrade from major 14 to 13");
    expect(
      refusal(changed({ imageName: image('16-standard-bookworm') }), before),
    ).toBe('taken');
    expect(
      refusal(
        changed(
          { storage: { size: '10Gi' } },
          { annotations: { 'cnpg.io/validation': 'disabled' } },
        ),
        before,
      ),
    ).toBe('taken');
  });

  it('warns of what will not work for ever, or not as people think', () => {
    expect(
      validate!(cluster({ backup: { barmanObjectStore: {} } }), undefined),
    ).toEqual([expect.stringContaining('spec.backup.barmanObjectStore')]);
    const scheduled = (schedule: string) =>
      object('ScheduledBackup', { schedule, method: 'barmanObjectStore' });
    expect(validate!(scheduled('45 2 * * *'), undefined)).toEqual([
      expect.stringContaining('usually six arguments'),
    ]);
    expect(validate!(scheduled('0 45 2 * * *'), undefined)).toEqual([]);
    expect(refusal(scheduled('daily'))).toMatch(
      /^admission webhook "vscheduledbackup.cnpg.io" denied/,
    );
    expect(refusal(object('Backup', { method: 'plugin' }))).toContain(
      'cannot be empty when the backup method is plugin',
    );
  });

  it('cannot be asked while the operator has no pod', () => {
    world.scaleOperator(0);
    expect(() => mutate!(cluster())).toThrow(
      'failed calling webhook "mcluster.cnpg.io": failed to call webhook: Post "https://cnpg-webhook-service.cnpg-system.svc:443/mutate-postgresql-cnpg-io-v1-cluster?timeout=10s": no endpoints available for service "cnpg-webhook-service"',
    );
    world.scaleOperator(1);
  });
});

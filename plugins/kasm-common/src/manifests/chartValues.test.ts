import { kasmDeploymentSpec } from '../spec';
import { chartValues } from './chartValues';
import { chartValuesSchemas } from './chartValues.schema';

const asked = {
  cluster: 'rke2',
  owner: 'group:default/platform-engineers',
  domain: 'example.com',
};
const spec = kasmDeploymentSpec.parse(asked);
const chartValuesSchema = chartValuesSchemas['1.18.1'];

describe('chartValues', () => {
  it.each([true, false])(
    'is accepted by the chart with initialize %s',
    initialize => {
      const values = chartValues(spec, { initialize });
      expect(chartValuesSchema.parse(values)).toEqual(values);
    },
  );

  it('says where the documented names are', () => {
    expect(chartValues(spec, { initialize: true })).toMatchObject({
      publicAddr: 'kasm.example.com',
      deploymentSize: 'small',
      certificate: { secretName: 'kasm-example-com-tls' },
      database: {
        standalone: true,
        hostname: 'kasm-pg-rw.database.svc.cluster.local',
        port: 5432,
        kasmDbName: 'kasm',
        kasmDbUser: 'kasmapp',
        kasmDbSecret: { name: 'kasm-pg-credentials', key: 'password' },
        postgresMasterUser: {
          username: 'postgres',
          secret: { name: 'kasm-pg-superuser-secret', key: 'password' },
        },
      },
      proxyService: { type: 'ClusterIP' },
      ingress: { enabled: false },
      nodeSelector: { 'workload-type': 'general' },
      annotations: { secret: { 'helm.sh/resource-policy': 'keep' } },
    });
  });

  it('forgets the superuser once the database is initialised', () => {
    const values = chartValues(spec, { initialize: false });
    expect(values.dbManagement).toEqual({ initialize: false });
    expect(JSON.stringify(values)).not.toContain('superuser');
  });

  it.each([
    ['database.host', { database: { host: 'x' } }],
    ['database.name', { database: { name: 'kasm' } }],
    ['proxy.type', { proxy: { type: 'ClusterIP' } }],
  ])('knows that %s is misspelt', (_, misspelt) => {
    const values = chartValues(spec, { initialize: true });
    const wrong = {
      ...values,
      ...misspelt,
      ...('database' in misspelt && {
        database: { ...values.database, ...misspelt.database },
      }),
    };
    expect(chartValuesSchema.safeParse(wrong).success).toBe(false);
  });

  it('never needs the superuser when the owner initialises', () => {
    const values = chartValues(
      kasmDeploymentSpec.parse({
        ...asked,
        database: { initialiseAs: 'owner' },
      }),
      { initialize: true },
    );
    expect(values.dbManagement).toEqual({ initialize: true });
    expect(values.database.postgresMasterUser).toEqual({});
  });

  it('speaks as the chart of 1.19 understands it', () => {
    const of119 = kasmDeploymentSpec.parse({ ...asked, kasmVersion: '1.19.0' });
    const values = chartValues(of119, {
      initialize: true,
      nginxResolver: '10.43.0.10',
    });
    expect(chartValuesSchemas['1.19.0'].parse(values)).toEqual(values);
    expect(values).toMatchObject({
      useImageTags: '1.19.0',
      nginxResolver: '10.43.0.10',
      kasmSecrets: { annotations: { 'helm.sh/resource-policy': 'keep' } },
      database: {
        kasmDbSecret: { name: 'kasm-pg-credentials', key: 'password' },
      },
    });
    expect(values).not.toHaveProperty('annotations');
    expect(chartValuesSchema.safeParse(values).success).toBe(false);
    // the chart of 1.18 has no resolver to be told of
    expect(
      chartValues(spec, { initialize: true, nginxResolver: '10.43.0.10' }),
    ).not.toHaveProperty('nginxResolver');
  });
});

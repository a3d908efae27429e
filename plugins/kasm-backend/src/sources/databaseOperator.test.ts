import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { viewsOf } from '../__testUtils__/viewsOf';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import { watchDatabase } from './database';
import { databaseClusters } from './databaseKinds';

const operator = (name: string): KubeObject =>
  ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'cnpg-system' },
    status: { availableReplicas: 1 },
  } as KubeObject);

function available(
  objects: KubeObject[],
  { hidden, name }: { hidden?: string[]; name?: string } = {},
) {
  return watchDatabase({
    views: viewsOf(objects, hidden),
    deployment: { ...healthyObservation().deployment, operatorWorkload: name },
    changed: () => {},
  }).sighting().facts?.operatorAvailable;
}

describe('the operator of the database', () => {
  it('is known by its usual names', () => {
    expect(available([operator('cnpg-controller-manager')])).toBe(1);
    expect(available([operator('cnpg-cloudnative-pg')])).toBe(1);
  });

  it('is known by the name that was configured, and by no other', () => {
    const named = { name: 'pg-operator' };
    expect(available([operator('pg-operator')], named)).toBe(1);
    expect(available([operator('cnpg-controller-manager')], named)).toBe(0);
  });

  it('is missing when it was removed, and unknown when it may not be seen', () => {
    expect(available([])).toBe(0);
    expect(available([], { hidden: ['Deployment'] })).toBeUndefined();
  });
});

describe.each(['initdb', 'recovery', 'pg_basebackup'])(
  'a database made by %s',
  how => {
    const made = (bootstrap: object) =>
      databaseClusters.project({
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Cluster',
        metadata: { name: 'kasm-pg' },
        spec: { bootstrap: { [how]: bootstrap } },
      } as unknown as KubeObject);

    it('says where its password is, and whose it is', () => {
      expect(
        made({
          owner: 'kasmapp',
          database: 'kasm',
          secret: { name: 'kasm-pg-credentials' },
        }),
      ).toMatchObject({
        applicationSecret: 'kasm-pg-credentials',
        owner: 'kasmapp',
        ownDatabase: 'kasm',
      });
    });

    it('has a Secret of its own, and an owner that nobody knows, when it does not say', () => {
      expect(made({})).toMatchObject({
        applicationSecret: 'kasm-pg-app',
        owner: undefined,
      });
    });
  },
);

import { createDatabaseWorld } from './createDatabaseWorld';
import { databaseServers } from './databaseServers';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('the servers behind the Services', () => {
  it('let in who has the password, and say what is wrong otherwise', async () => {
    const world = createDatabaseWorld();
    const { connect } = databaseServers(world.parts);
    const login = {
      host: 'kasm-pg-rw.database.svc.cluster.local',
      port: '5432',
      database: 'kasm',
      user: 'kasmapp',
      password: 'right',
    };
    expect(connect(login).refused).toMatch(/^could not translate host name/);
    world.store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'kasm-pg-credentials', namespace: 'database' },
      data: {
        username: Buffer.from('kasmapp').toString('base64'),
        password: Buffer.from('right').toString('base64'),
      },
    });
    await world.createCluster({ instances: 1 });
    expect(connect(login)).toHaveProperty('cluster');
    expect(connect({ ...login, password: 'wrong' }).refused).toMatch(
      /FATAL: {2}password authentication failed for user "kasmapp"$/,
    );
    expect(connect({ ...login, database: 'other' }).refused).toMatch(
      /database "other" does not exist$/,
    );
    // The password stays when its Secret goes.
    world.store.delete('secrets', 'database', 'kasm-pg-credentials');
    await world.clock.advance(1000);
    expect(connect(login)).toHaveProperty('cluster');

    world.parts.disturbances.crowded.add('database/kasm-pg');
    expect(connect(login).refused).toMatch(/sorry, too many clients already$/);
    expect(
      world.store.logs
        .read('database', 'kasm-pg-1', 'postgres', false)!
        .map(({ text }) => JSON.parse(text).record?.message)
        .filter(Boolean),
    ).toEqual([
      'database system is ready to accept connections',
      'password authentication failed for user "kasmapp"',
      'database "other" does not exist',
      'sorry, too many clients already',
    ]);
    world.store.delete('pods', 'database', 'kasm-pg-1');
    await world.clock.advance(300);
    expect(connect(login).refused).toMatch(/Connection refused/);
    world.stop();
  });
});

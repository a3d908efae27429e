import { CLUSTERS, credentialSecrets } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';
import { recheckClients } from './shutDatabaseOff';

/**
 * Changes the password in Kasm's copy of the database Secret and restarts who reads it: PostgreSQL
 * refuses their login, which both sides have in their logs.
 *
 * @public
 */
export function differLogin(
  controllers: Controllers,
  database: Place,
  kasm: { namespace: string; release: string },
): Heal {
  const { rke2 } = controllers;
  const { application: name } = credentialSecrets(
    present(rke2, CLUSTERS, database, 'database cluster'),
  );
  const { namespace } = kasm;
  const { data } = present(rke2, 'secrets', { namespace, name }, 'Secret');
  const write = (password: string) =>
    rke2.update('secrets', namespace, name, copy => {
      copy.data.password = password;
    });
  write(Buffer.from('another').toString('base64'));
  recheckClients(controllers, kasm);
  return once(() => {
    write(data.password);
    recheckClients(controllers, kasm);
  });
}

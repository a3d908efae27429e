import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';

/**
 * Seals the Vault behind the platform's issuers, and lets cert-manager ask them at once: by itself it
 * asks seldom. Certificates that there are go on being good.
 *
 * @public
 */
export function sealVault({ disturbances, certManager }: Controllers): Heal {
  const { vault } = disturbances.certificates;
  vault.sealed = true;
  certManager.askIssuers();
  return once(() => {
    vault.sealed = false;
    certManager.askIssuers();
  });
}

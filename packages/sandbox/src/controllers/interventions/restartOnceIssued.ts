import { CERTIFICATES } from '../certManager/certificateResources';
import type { KasmPlace } from '../kasmApp/kasmRelease';
import { isTrue } from '../machinery/conditions';
import type { Controllers } from '../startControllers';
import type { Place } from './Place';
import { restartComponents } from './restartComponents';

/** The components that read the certificate when they start, and never again. */
export const CERTIFICATE_READERS = [
  'proxy',
  'rdp-gateway',
  'rdp-https-gateway',
];

/** Milliseconds within which a certificate is issued, if at all. */
const PATIENCE = 60_000;

/**
 * Rolls the components that read a certificate as soon as it is issued anew, as an operator has to:
 * until then they go on with the one before.
 *
 * @public
 */
export function restartOnceIssued(
  controllers: Controllers,
  { namespace, name }: Place,
  release: KasmPlace,
): void {
  const { rke2, clock } = controllers;
  const before = rke2.get(CERTIFICATES, namespace, name)?.status?.revision;
  let stopWaiting = () => {};
  const unsubscribe = rke2.subscribe(CERTIFICATES, ({ type, object }) => {
    const { metadata, status } = object;
    if (metadata.namespace !== namespace || metadata.name !== name) {
      return;
    }
    const issued =
      status?.revision !== undefined &&
      status.revision !== before &&
      isTrue(object, 'Ready');
    if (issued || type === 'DELETED') {
      stopWaiting();
      unsubscribe();
    }
    if (issued) {
      restartComponents(controllers, release, CERTIFICATE_READERS);
    }
  });
  stopWaiting = clock.after(PATIENCE, unsubscribe);
}

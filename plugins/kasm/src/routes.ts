import { createRouteRef } from '@backstage/core-plugin-api';

/**
 * The Kasm tab of an entity page.
 *
 * @public
 */
export const entityKasmRouteRef = createRouteRef({ id: 'kasm-entity-content' });

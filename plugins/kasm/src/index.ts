/**
 * The Kasm card and tab for Backstage entity pages, for apps of the new frontend system.
 * Apps of the old one take theirs from `./legacy`.
 *
 * @packageDocumentation
 */
export { kasmPlugin as default } from './plugin';
export { kasmApiRef, type KasmAnswer, type KasmApi } from './api/KasmApi';
export { isKasmAvailable } from './isKasmAvailable';
export { entityKasmRouteRef } from './routes';

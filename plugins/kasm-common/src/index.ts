/**
 * What the Kasm plugins share, for browsers and for Node, without zod.
 * The spec is at `./spec`, the manifests at `./manifests`.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './checks';
export * from './client/ComponentLog';
export * from './client/KasmClient';
export * from './client/KasmClientError';
export * from './client/SessionList';
export * from './command';
export * from './names';
export * from './permissions';
export * from './signals';
export * from './status';

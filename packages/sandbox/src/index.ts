/**
 * The embedded clusters: a development package, never imported by a plugin's own code.
 *
 * @packageDocumentation
 */
export { startSandbox } from './startSandbox';
export type { Clock } from './Clock';
export type { FaultInfo, Sandbox, SandboxOptions } from './Sandbox';
export type {
  ClusterStore,
  NewObject,
  StoredObject,
  StoreEvent,
} from './apiserver/ClusterStore';

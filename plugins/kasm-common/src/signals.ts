/**
 * Signals channel. Messages carry no deployment's name, since any signed-in user may listen:
 * a listener fetches again and is told what it may see.
 *
 * @public
 */
export const KASM_SIGNAL_CHANNEL = 'kasm';

/** @public */
export type KasmSignal = {
  /** Revision that some deployment changed to; lets a listener skip what it already has. */
  revision: string;
};

/**
 * Events topic on which the backend says that the set of deployments, or one of them, changed.
 *
 * @public
 */
export const KASM_EVENTS_TOPIC = 'kasm.deployments';

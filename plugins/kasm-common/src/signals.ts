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

/**
 * Payload of {@link KASM_EVENTS_TOPIC}.
 *
 * @public
 */
export type KasmDeploymentsEvent = {
  /** `<cluster>/<name>` of every known deployment. */
  refs: string[];
};

/**
 * Events topic on which the backend says that a deployment is doing otherwise than before: its
 * health, or which findings count, changed. Every replica says so; the revision is the same in all.
 *
 * @public
 */
export const KASM_TRANSITIONS_TOPIC = 'kasm.transitions';

/**
 * Payload of {@link KASM_TRANSITIONS_TOPIC}. It says that something happened and not what: whoever
 * hears it asks for the status, and is told what they may see.
 *
 * @public
 */
export type KasmTransitionEvent = {
  /** `<cluster>/<name>`. */
  ref: string;
  /** Of the status that it changed to. */
  revision: string;
};

/** How an object came in, for what is said when it is not as its kind wants it. */
export interface Incoming {
  /** Fields that stood twice in the body, as `duplicate field "spec.x"`. */
  duplicates?: string[];
  /** What a patch's refusal shows of it. */
  patch?(): string;
  /** Whether it is what server-side apply made. */
  applied?: boolean;
}

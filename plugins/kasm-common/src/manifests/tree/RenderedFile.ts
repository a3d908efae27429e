/**
 * A file of a rendered tree: YAML documents that somebody else serialises, perhaps beneath a comment,
 * or text that is finished.
 *
 * @public
 */
export type RenderedFile =
  | { documents: readonly object[]; comment?: readonly string[] }
  | { text: string };

/**
 * Reasons come with and without their full stop; what follows them needs it.
 *
 * @internal
 */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

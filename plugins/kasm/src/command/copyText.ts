/**
 * Puts text on the clipboard. Portals without TLS have no clipboard API, so there the browser's
 * older command copies what is selected.
 *
 * @returns whether it worked.
 * @internal
 */
export async function copyText(
  text: string,
  shown: HTMLElement | null,
): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused by the browser or its user: try the other way.
  }
  const selection = window.getSelection();
  if (!shown || !selection) return false;
  selection.selectAllChildren(shown);
  return document.execCommand?.('copy') ?? false;
}

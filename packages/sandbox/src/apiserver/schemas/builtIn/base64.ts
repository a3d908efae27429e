const ALPHABET = /^[A-Za-z0-9+/]$/;

/** Where a text stops being base64, counted as Go does; undefined when it is base64 to the end. */
export function base64Fault(text: string): number | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  if (
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(
      plain,
    )
  ) {
    return undefined;
  }
  const wrong = [...plain].findIndex(letter => !ALPHABET.test(letter));
  return wrong < 0 ? Math.floor(plain.length / 4) * 4 : wrong;
}

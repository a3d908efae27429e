let last: { object: object; text: string } | undefined;

/** An object as JSON: of many watches that tell the same change only the first has to write it. */
export function objectText(object: object): string {
  if (last?.object !== object) {
    last = { object, text: JSON.stringify(object) };
  }
  return last.text;
}

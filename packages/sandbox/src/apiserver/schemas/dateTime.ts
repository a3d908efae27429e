const FORM = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** Whether a text is a time as RFC 3339 writes it. */
export function isDateTime(text: string): boolean {
  return FORM.test(text) && !Number.isNaN(Date.parse(text));
}

/**
 * Everything typed so far, on all pages.
 *
 * @internal
 */
export function typedSoFar(props: {
  formContext?: { formData?: unknown };
}): Record<string, unknown> {
  const data = props.formContext?.formData;
  return typeof data === 'object' && data !== null
    ? (data as Record<string, unknown>)
    : {};
}

/** @internal */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

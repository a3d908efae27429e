const UNITS = { B: 1, kB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

/** Bytes behind a memory setting of PostgreSQL such as `256MB`; a bare number counts megabytes. */
export function postgresMemory(text: unknown): number | undefined {
  const match = /^([0-9]+)\s*(B|kB|MB|GB|TB)?$/.exec(String(text ?? ''));
  return match
    ? Number(match[1]) * UNITS[(match[2] ?? 'MB') as keyof typeof UNITS]
    : undefined;
}

/** Whether a text is a quantity as Kubernetes writes it, such as `20Gi`. */
export const isQuantity = (text: string): boolean =>
  /^[+-]?[0-9]*\.?[0-9]+(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/.test(text);

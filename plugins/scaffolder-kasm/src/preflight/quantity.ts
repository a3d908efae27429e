const FACTORS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** Kubernetes' amounts, such as `250m`, `2Gi` or `1e3`, as a number; undefined for anything else. */
export function quantity(text: unknown): number | undefined {
  const [, digits, unit] =
    /^([+-]?\d*\.?\d+(?:[eE][+-]?\d+)?|\d+\.)(n|u|m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/.exec(
      String(text),
    ) ?? [];
  return digits === undefined
    ? undefined
    : Number(digits) * FACTORS[unit ?? ''];
}

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
  E: 1e18,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
};

/** A Kubernetes quantity in its base unit, cores or bytes: `250m`, `1.5Gi`, `12e6`. */
export function quantity(text: unknown): number | undefined {
  if (typeof text === 'number') {
    return Number.isFinite(text) ? text : undefined;
  }
  const found =
    typeof text === 'string'
      ? /^([+-]?\d{1,20}(?:\.\d{0,20})?(?:[eE][+-]?\d{1,2})?)([numkMGTPE]i?|Ki)?$/.exec(
          text.trim(),
        )
      : undefined;
  const factor = FACTORS[found?.[2] ?? ''];
  return found && factor !== undefined ? Number(found[1]) * factor : undefined;
}

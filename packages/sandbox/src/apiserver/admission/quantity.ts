const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Record<string, number> = {
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
};

/** The number behind a Kubernetes quantity, as `500m` or `16Gi`; 0 for what is none. */
export function quantity(value: string | number | undefined): number {
  const [, digits, unit] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(
    String(value ?? '0').trim(),
  ) ?? ['', '0', ''];
  const power = BINARY.indexOf(unit) + 1;
  const factor = power > 0 ? 1024 ** power : DECIMAL[unit] ?? 0;
  return Number(digits) * factor;
}

/** A number of cores, pods or bytes as Kubernetes would write it after adding quantities up. */
export function quantityText(amount: number, resource: string): string {
  if (!/memory|storage|hugepages/.test(resource)) {
    const milli = Math.round(amount * 1000);
    return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
  }
  const bytes = Math.round(amount);
  for (let power = BINARY.length; power > 0; power -= 1) {
    const unit = 1024 ** power;
    if (bytes > 0 && bytes % unit === 0) {
      return `${bytes / unit}${BINARY[power - 1]}`;
    }
  }
  return String(bytes);
}

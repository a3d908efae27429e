const FORM =
  /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
/** Every suffix is a thousand times the one before; the first is a billionth. */
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const NANO = 1_000_000_000n;
/** A thousandth, in billionths. */
const MILLI = 1_000_000n;

interface Amount {
  /** Billionths, rounded away from zero as Kubernetes rounds. */
  nanos: bigint;
  form: 'binary' | 'decimal' | 'exponent';
}

function divideUp(value: bigint, by: bigint): bigint {
  const whole = value / by;
  if (value % by === 0n) {
    return whole;
  }
  return value > 0n ? whole + 1n : whole - 1n;
}

function read(text: string): Amount | undefined {
  const parts = FORM.exec(text);
  const [, sign, whole, fraction = '', suffix = ''] = parts ?? [];
  if (!parts || (!whole && !fraction)) {
    return undefined;
  }
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  const scaled = (factor: bigint, form: Amount['form']): Amount => ({
    nanos: divideUp(digits * factor * NANO, 10n ** BigInt(fraction.length)),
    form,
  });
  if (suffix && BINARY.includes(suffix)) {
    return scaled(1024n ** BigInt(BINARY.indexOf(suffix)), 'binary');
  }
  const exponent = /^[eE](.+)$/.exec(suffix);
  const power = exponent
    ? Number(exponent[1])
    : (DECIMAL.indexOf(suffix) - DECIMAL.indexOf('')) * 3;
  const form = exponent ? 'exponent' : 'decimal';
  if (power >= 0) {
    return scaled(10n ** BigInt(power), form);
  }
  return {
    nanos: divideUp(
      digits * NANO,
      10n ** BigInt(fraction.length) * 10n ** BigInt(-power),
    ),
    form,
  };
}

/** Whether a text is an amount. */
export function isQuantity(text: string): boolean {
  return FORM.test(text) && read(text) !== undefined;
}

/** An amount in billionths, to compare; the text must be an amount. */
export function quantityValue(text: string): bigint {
  return read(text)?.nanos ?? 0n;
}

function binaryText(value: bigint): string {
  let rest = value;
  let step = 0;
  while (rest % 1024n === 0n && step < BINARY.length - 1) {
    rest /= 1024n;
    step += 1;
  }
  return `${rest}${BINARY[step]}`;
}

const SIMPLE = /^(?:0|[1-9]\d{0,2})(?:m|Mi|Gi|k|M|G)?$/;

/**
 * The text that a server writes for an amount: `500m` for `0.5`, `1Gi` for `1024Mi`. Nothing is kept
 * that is less than a thousandth.
 */
export function canonicalQuantity(text: string): string {
  // Most are as they should be.
  if (SIMPLE.test(text) && !/^0./.test(text)) {
    return text;
  }
  const { nanos: exact, form } = read(text)!;
  const nanos = divideUp(exact, MILLI) * MILLI;
  if (nanos === 0n) {
    return '0';
  }
  const size = nanos < 0n ? -nanos : nanos;
  if (form === 'binary' && size >= 1024n * NANO) {
    return binaryText(divideUp(nanos, NANO));
  }
  let rest = nanos;
  let step = 0;
  while (rest % 1000n === 0n && step < DECIMAL.length - 1) {
    rest /= 1000n;
    step += 1;
  }
  const exponent = (step - DECIMAL.indexOf('')) * 3;
  if (form === 'exponent') {
    return exponent === 0 ? `${rest}` : `${rest}e${exponent}`;
  }
  return `${rest}${DECIMAL[step]}`;
}

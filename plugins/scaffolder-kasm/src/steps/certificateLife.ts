import type { PreparedRun } from '../run/RunContext';

const HOUR = 3_600_000;

/** What to do about an issuer's refusal, by its text; the beginning of a sentence. */
export function adviceOn(message: string): string {
  if (
    /beyond the expiration of the CA|notAfter.*CA|CA.*notAfter/i.test(message)
  ) {
    return 'The issuing CA ends before the certificate would: ask for a shorter certificate.duration, or have the CA renewed';
  }
  if (/common.?name/i.test(message) && /required|must be/i.test(message)) {
    return 'The role wants a common name, which only hosts of up to 64 characters get: set require_cn=false on it';
  }
  return 'Correct the issuer';
}

/** An issuer may shorten a certificate without a word: its renewal then comes too early, or never. */
export function warnOfShortLife(
  { spec, progress, names }: Pick<PreparedRun, 'spec' | 'progress' | 'names'>,
  { notBefore, notAfter }: { notBefore?: string; notAfter?: string } = {},
): void {
  const hours =
    (Date.parse(notAfter ?? '') - Date.parse(notBefore ?? '')) / HOUR;
  const wanted = parseInt(spec.certificate.duration, 10);
  const renewBefore = parseInt(spec.certificate.renewBefore, 10);
  // an hour is what clocks and rounding may take
  if (!(hours < wanted - 1)) {
    return;
  }
  progress.warn(
    `The issuer ${spec.certificate.issuer} gave ${
      names.host
    } a certificate of ${Math.round(
      hours,
    )} h instead of ${wanted} h (max_ttl of its role, or its CA ends). Choose a certificate.renewBefore of at most ${Math.floor(
      hours / 3,
    )}h${renewBefore > hours / 3 ? `; it is ${renewBefore}h now` : ''}`,
  );
}

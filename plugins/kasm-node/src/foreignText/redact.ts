import { clusterText } from './clusterText';

const MAX_LINE = 2048;
const HIDDEN = '[redacted]';

const KEYS =
  '(?:[\\w.-]{0,40}(?:password|passwd|passphrase|secret|token|cookie|credential)[\\w.-]{0,40}|authorization|proxy-authorization|api[_-]?keys?(?:[_-][\\w]+)?|apikey|access[_-]?key(?:[_-]\\w+)?|private[_-]?key|kasm_client_key|session(?:_id|id)|jwt|pgpass|dsn)';

/** Order matters: what is whole (PEM, header values) goes before what is a part of it. */
const RULES: Array<[RegExp, string]> = [
  [/-----BEGIN [A-Z0-9 ]+-----.*?(?:-----END [A-Z0-9 ]+-----|$)/g, HIDDEN],
  // `Authorization: Bearer x`, `Cookie: a=b; c=d`: the rest of the header, whatever it holds.
  [
    /\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[:=]\s*)(?:"(?:[^"\\]|\\.)*"|'[^']*'|(?:(?:bearer|basic|digest|negotiate)\s+)?[^\s"',}]+(?:;\s*[^\s"',}]+)*)/gi,
    `$1$2${HIDDEN}`,
  ],
  [/\b(bearer|basic)\s+[A-Za-z0-9+/_=.~-]{8,}/gi, `$1 ${HIDDEN}`],
  // key=value, key: value, "key": "value", 'key': 'value', --key value, escaped JSON in JSON.
  [
    new RegExp(
      `((?:^|[^\\w])(?:--)?${KEYS})(\\\\?["']?\\s*(?:[:=]|=>)\\s*)(\\\\"(?:(?!\\\\").)*\\\\"|"(?:[^"\\\\]|\\\\.)*"?|'[^']*'?|[^\\s,;&}\\])]+)`,
      'gi',
    ),
    `$1$2${HIDDEN}`,
  ],
  [new RegExp(`(--${KEYS})\\s+\\S+`, 'gi'), `$1 ${HIDDEN}`],
  // SQL: PASSWORD 'x'; and `token abc…` in prose. A quoted name after "secret" is a Secret's name.
  [/\b(password|passwd)\s+('[^']*'?|"[^"]*"?)/gi, `$1 ${HIDDEN}`],
  [
    /\b(\w{0,40}(?:password|passwd|token|secret))\s+[A-Za-z0-9]{26,}/gi,
    `$1 ${HIDDEN}`,
  ],
  [/(^|\s)(-M|-m|-p)\s+[A-Za-z0-9]{26,}/g, `$1$2 ${HIDDEN}`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g, HIDDEN],
  // URLs: userinfo and query.
  // What nobody escaped may hold a slash or an @ itself.
  [
    /\b([a-z][a-z0-9+.-]{0,30}:\/\/)(?:[^\s/@"':]*:[^\s"']+|[^\s/@"']+)@/gi,
    `$1${HIDDEN}@`,
  ],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s?"'#]+)\?[^\s"'#]*/gi, `$1?${HIDDEN}`],
  [
    /((?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS) \/[^\s?"]*)\?[^\s"]*/g,
    `$1?${HIDDEN}`,
  ],
];

/**
 * One log line without secrets: values of known keys, headers, userinfo and queries of URLs, PEM
 * blocks, JWTs and long tokens go; lines end at 2 KB. Undefined for a line that is binary or empty.
 *
 * @public
 */
export function redactLine(line: string, max = MAX_LINE): string | undefined {
  if (line.includes('\u0000') || line.includes('\ufffd')) {
    return undefined;
  }
  // First what hides text, so that a key with an invisible character in it is still found.
  let text = clusterText(line, MAX_LINE) ?? '';
  for (const [pattern, replacement] of RULES) {
    text = text.replace(pattern, replacement);
  }
  return clusterText(text, max);
}

const BEGIN = /-----BEGIN [A-Z0-9 ]+-----/;
const END = /-----END [A-Z0-9 ]+-----/;
/** What PEM blocks are made of: at most 64 characters by RFC 7468, some write 76. */
const PEM_LINE = /^[A-Za-z0-9+/=]{1,76}$/;

/**
 * The lines of a log without secrets. A PEM block that spans lines goes as a whole, also when the log
 * begins in the middle of it.
 *
 * @public
 */
export function redactLog(log: string): string[] {
  const lines: string[] = [];
  let insidePem = false;
  for (const line of log.split('\n')) {
    if (insidePem) {
      insidePem = !END.test(line);
      continue;
    }
    insidePem = BEGIN.test(line) && !END.test(line);
    if (!BEGIN.test(line) && END.test(line)) {
      while (PEM_LINE.test(lines.at(-1) ?? '')) {
        lines.pop();
      }
    }
    const redacted = redactLine(line);
    if (redacted !== undefined) {
      lines.push(redacted);
    }
  }
  return lines;
}

/** Deeper than anything that Kasm says. */
const MAX_DEPTH = 32;

/**
 * A JSON object of limited depth; undefined for everything else, such as the page that a web server
 * gives instead.
 */
export function parseReply(text: string): Record<string, unknown> | undefined {
  if (isTooDeep(text)) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether something is an object with named members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Looked at before it is read, for reading is what depth makes dear. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
    } else if (character === '{' || character === '[') {
      if (++depth > MAX_DEPTH) return true;
    } else if (character === '}' || character === ']') {
      depth--;
    }
  }
  return false;
}

/** An answer of the public host before it is written. */
export interface Reply {
  status: number;
  type: 'text/html' | 'text/plain' | 'application/json';
  body: string;
  headers?: Record<string, string>;
}

/** @internal */
export function html(status: number, body: string): Reply {
  return { status, type: 'text/html', body };
}

/** @internal */
export function text(status: number, body: string): Reply {
  return { status, type: 'text/plain', body };
}

/** @internal */
export function json(status: number, body: unknown): Reply {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

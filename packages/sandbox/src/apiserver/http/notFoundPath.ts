import type { ServerResponse } from 'node:http';
import { sendText } from './respond';

/** The answer for groups and versions that the cluster does not serve. */
export function notFoundPath(response: ServerResponse): void {
  sendText(response, 404, '404 page not found\n');
}

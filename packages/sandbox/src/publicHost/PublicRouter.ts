import type { Traefik } from '../controllers/traefik/startTraefik';

/** What the public host asks Traefik; every answer is as of now. */
export type PublicRouter = Omit<Traefik, 'stop'>;

/** The name in a Host or `:authority` header: lower case, without port and closing dot. */
export function hostName(header: string | undefined): string {
  return (header ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
}

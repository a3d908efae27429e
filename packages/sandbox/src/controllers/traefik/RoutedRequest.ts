/** What of a request decides where Traefik sends it. */
export interface RoutedRequest {
  /** Entry point that it came in by: `websecure` with TLS, `web` without. */
  entryPoint: string;
  /** Name in the Host header: lower case, without port. */
  host: string;
  method: string;
  /** Path without query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  clientIp: string;
}

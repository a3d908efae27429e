import * as z from 'zod';
import { namespaceName, objectName } from './fields';

export const ingressSpec = z.strictObject({
  kind: z.enum(['ingressRoute', 'httpRoute']).default('ingressRoute'),
  /** Of a `httpRoute`: the Gateway that it attaches to. */
  gateway: z
    .strictObject({
      name: objectName,
      namespace: namespaceName,
      /** Listener; all that allow the host when absent. */
      sectionName: objectName.optional(),
    })
    .optional(),
  entryPoint: z
    .string()
    .regex(/^[a-zA-Z0-9]{1,63}$/, 'must be the name of an entry point')
    .default('websecure'),
  ingressClass: objectName.default('traefik'),
  /** `https` is the platform's: port 8443, backend certificate not verified. `http` is 8080. */
  backend: z.enum(['https', 'http']).default('https'),
  /**
   * With `https`: Traefik checks the proxy's certificate against its issuer's CA. The proxy has to be
   * restarted when its certificate is renewed, which is done at `restartHour`.
   */
  verifyBackend: z.boolean().default(false),
  /** Hour of the day, UTC, at which components that serve a renewed certificate are restarted. */
  restartHour: z.int().min(0).max(23).default(3),
  /** Seconds that the entry point has to wait for slow requests; Kasm's own proxy cuts at 1,800. */
  readTimeout: z.int().min(60).max(86_400).default(1_800),
  /** Raise the entry point's timeout, which is shared with others, where it is lower. */
  manageTraefikTimeouts: z.boolean().default(false),
});

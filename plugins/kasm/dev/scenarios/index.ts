import type { KasmAnswer } from '../../src/api/KasmApi';
import { degraded } from './degraded';
import { down } from './down';
import { healthy } from './healthy';
import { huge } from './huge';
import { progressing } from './moving';
import { stale7min, unknown } from './unseen';

const status = (document: typeof healthy): KasmAnswer => ({
  kind: 'status',
  status: document,
  etag: document.revision,
});

/** What the backend may answer, by name; an error is a backend that does not answer. */
export const scenarios: Record<string, KasmAnswer | Error | 'never'> = {
  healthy: status(healthy),
  degraded: status(degraded),
  down: status(down),
  progressing: status(progressing),
  unknown: status(unknown),
  stale: status(stale7min),
  huge: status(huge),
  'not found': { kind: 'notFound' },
  'not configured': { kind: 'notConfigured' },
  'not installed': { kind: 'notInstalled' },
  unreachable: new Error("The portal's backend cannot be reached"),
  loading: 'never',
};

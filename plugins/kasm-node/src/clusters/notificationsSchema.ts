import * as z from 'zod';
import { flag, wholeNumber } from './fromText';

/** `kasm.notifications`. */
export const notificationsSchema = z.strictObject({
  enabled: flag.default(true),
  minSeverity: z
    .enum(
      ['critical', 'high', 'normal', 'low'],
      'must be critical, high, normal or low',
    )
    .default('high'),
  holdSeconds: wholeNumber(0, 86_400).default(60),
});

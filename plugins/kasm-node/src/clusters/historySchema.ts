import * as z from 'zod';
import { flag, wholeNumber } from './fromText';

const retention = z
  .strictObject({
    minuteHours: wholeNumber(1, 168).default(24),
    tenMinuteDays: wholeNumber(1, 90).default(7),
    days: wholeNumber(1, 730).default(90),
    removedDays: wholeNumber(0, 730).default(30),
  })
  .superRefine(({ minuteHours, tenMinuteDays, days }, context) => {
    const fail = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (tenMinuteDays * 24 < minuteHours) {
      fail('tenMinuteDays', 'must not be shorter than minuteHours');
    }
    if (days < tenMinuteDays) {
      fail('days', 'must not be fewer than tenMinuteDays');
    }
  });

/** `kasm.history`. */
export const historySchema = z
  .strictObject({
    enabled: flag.default(true),
    retention: retention.prefault({}),
  })
  .transform(({ enabled, retention: kept }) => ({ enabled, ...kept }));

import type { Check } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Context } from '../Context';

/** One line of the platform's “Verification”, computed. Never `pass` without sight. */
export type CheckRule = (context: Context) => Check;

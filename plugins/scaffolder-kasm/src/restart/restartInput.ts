import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  KASM_VERSIONS,
  permissiveJsonSchema,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import * as z from 'zod';
import { deadlinesSchema } from '../run/deadlines';

/** Components that read the certificate when they start, and never again. */
export const SERVE_THE_CERTIFICATE = [
  'proxy',
  'rdp-gateway',
  'rdp-https-gateway',
];

/** Roles of every release that we know. */
const ROLES = [
  ...new Set(KASM_VERSIONS.flatMap(version => kasmVersion(version).roles)),
];

export const restartInputSchema = z.strictObject({
  cluster: z.string().min(1, 'must name a configured cluster'),
  name: z.string().min(1, 'must name a deployment').default('kasm'),
  components: z
    .array(z.enum(ROLES))
    .min(1, 'must name at least one component')
    .default(SERVE_THE_CERTIFICATE)
    .describe(
      `Which of ${ROLES.join(
        ', ',
      )}; by default those that serve the certificate`,
    ),
  /** Goes into the task's log and nowhere else. */
  reason: z
    .string()
    .max(200)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'must be one line of plain text')
    .optional()
    .describe('Why, for those who read the log'),
  deadlines: deadlinesSchema,
});

/** What a restart action is asked for. */
export type RestartInput = z.infer<typeof restartInputSchema>;

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const restartInputJsonSchema = permissiveJsonSchema(restartInputSchema);

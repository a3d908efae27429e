import * as z from 'zod';

const key = z.strictObject({
  key: z.string('must be a text').min(1, 'is empty'),
  secret: z.string('must be a text').min(1, 'is empty'),
});

const INTERVAL = 'must be whole seconds, 1 to 300';
// From an environment variable it is a text.
const seconds = z.preprocess(
  value =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  z.int(INTERVAL).min(1, INTERVAL).max(300, INTERVAL),
);

/** One entry of `kasm.kasmApis`. */
export const kasmApiSchema = z.strictObject({
  deployment: z
    .string('must be <cluster>/<name>')
    .regex(
      /^[a-z0-9][-a-z0-9]{0,31}\/[a-z][-a-z0-9]{0,29}$/,
      'must be <cluster>/<name>',
    ),
  host: z
    .string('must be a host such as kasm.example.com')
    .regex(
      /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/,
      'must be a host such as kasm.example.com',
    ),
  read: key,
  manageAgents: key.optional(),
  authentication: z.enum(['body', 'basic'], 'must be body or basic').optional(),
  path: z.enum(['public', 'admin'], 'must be public or admin').optional(),
  interval: seconds.optional(),
});

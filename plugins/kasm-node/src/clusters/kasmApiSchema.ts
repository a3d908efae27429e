import * as z from 'zod';

const key = z.strictObject({
  key: z.string('must be a text').min(1, 'is empty'),
  secret: z.string('must be a text').min(1, 'is empty'),
});

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
});

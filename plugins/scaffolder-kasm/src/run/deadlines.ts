import * as z from 'zod';

const seconds = (value: number, what: string) =>
  z.int().min(1).max(86_400).default(value).describe(`Seconds for ${what}`);

/** How long actions wait for what. */
export const deadlinesSchema = z
  .strictObject({
    namespaces: seconds(120, 'a namespace that is being deleted to be gone'),
    secrets: seconds(120, 'Secrets that somebody else fills'),
    certificate: seconds(300, 'the certificate'),
    database: seconds(900, "the database's first instance"),
    release: seconds(900, 'Helm'),
    databaseInit: seconds(900, 'the database to be initialised'),
    rollout: seconds(900, 'the control plane, counted from its last progress'),
    endpoint: seconds(180, 'the public host to answer'),
    databaseComplete: seconds(1800, 'all database instances and first backup'),
    agents: seconds(1800, 'agent VMs to run and to join'),
    drain: seconds(3600, 'sessions of an agent to end'),
    removal: seconds(600, 'what is being removed to be gone'),
    trouble: seconds(180, 'a pod that cannot start, before it counts'),
    entity: seconds(15, 'the catalog entity'),
  })
  .prefault({})
  .describe('How long to wait for what');

/** Seconds that each part may take. */
export type Deadlines = z.infer<typeof deadlinesSchema>;

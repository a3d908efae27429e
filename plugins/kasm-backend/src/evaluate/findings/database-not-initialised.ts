import { complaints, firstOf } from '../clients';
import { command } from '../command';
import { serves } from '../database';
import { podsOf } from '../pods';
import { rule } from './rule';

const PATIENCE = 300;
/** Until then a new deployment is being filled. */
const FIRST = 600;

export const databaseNotInitialised = rule(
  'database-not-initialised',
  'controlPlane',
  context => {
    const { deployment, sights, ages } = context;
    const { facts } = sights.database;
    if (!facts || !serves(facts)) {
      return [];
    }
    const lines = complaints(context, ['db-schema', 'db-uuid']);
    const otherwise = complaints(context, [
      'db-name',
      'db-connect',
      'db-login',
    ]);
    const waiting = podsOf(context, 'controlPlane').find(
      ({ subject, pod }) =>
        subject === 'api' &&
        pod.containers.some(
          ({ init, name, state, startedAt }) =>
            init &&
            name === 'db-is-ready' &&
            state === 'running' &&
            ages.olderThan(startedAt, PATIENCE),
        ),
    );
    // Its Job is gone some minutes after it ended; what is left of it tells.
    const failed = sights.controlPlane.facts?.pods.find(
      ({ component, phase }) => component === 'db-init' && phase === 'Failed',
    );
    if (lines.length === 0 && (!waiting || otherwise.length > 0)) {
      return [];
    }
    // The first initialisation takes its time, and PostgreSQL complains until it is done.
    const young =
      deployment.createdAt !== undefined &&
      !ages.olderThan(deployment.createdAt, FIRST);
    const uuid = lines.some(({ id }) => id === 'db-uuid');
    return [
      {
        severity: 'error',
        title: `The Kasm database is empty: initialisation did not finish${
          uuid ? ' (the extension uuid-ossp is missing)' : ''
        }`,
        since: firstOf(lines) ?? waiting?.pod.createdAt,
        ...(young && { settling: true }),
        evidence: [
          ...lines.map(({ pod, line }) => `${pod}: ${line}`),
          waiting ? `${waiting.pod.name} waits for the schema.` : undefined,
          failed ? `${failed.name} failed.` : undefined,
        ],
        remedy: [
          ...(uuid
            ? [
                [
                  'Add the extension.',
                  command`kubectl -n ${deployment.databaseNamespace} exec ${facts.currentPrimary} -c postgres -- psql -d kasm -c 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"'`,
                ] as [string, string],
              ]
            : []),
          [
            'See the initialisation, if its job is still there.',
            command`kubectl -n ${deployment.namespace} logs job/${deployment.release}-db-init-job`,
          ],
          ['Run it again once: dbManagement.initialize true in the HelmChart.'],
        ],
      },
    ];
  },
);

import { command } from '../command';
import { stoppedOnPurpose } from '../database';
import { rule } from './rule';

/** Until then it is being created: images are pulled, disks made, the first instance set up. */
const PATIENCE = 600;

const VARIANTS: Array<[string, string]> = [
  ['db-archive', 'the backup archive is not empty'],
  ['db-locale', 'the image lacks the locale'],
  ['db-space', 'the disk is full'],
];

export const databaseBootstrapStuck = rule(
  'database-bootstrap-stuck',
  'database',
  context => {
    const { deployment, sights, ages } = context;
    const { facts } = sights.database;
    if (!facts?.present || facts.currentPrimary || stoppedOnPurpose(facts)) {
      return [];
    }
    const signatures = sights.controlPlane.facts?.signatures ?? [];
    const variant = VARIANTS.find(([id]) =>
      signatures.some(signature => signature.id === id),
    );
    // A log that says why is worth showing before the patience ends.
    if (!variant && !ages.olderThan(facts.createdAt, PATIENCE)) {
      return [];
    }
    const { databaseNamespace, databaseCluster } = deployment;
    return [
      {
        severity: 'error',
        title: `PostgreSQL cannot be created: ${
          variant?.[1] ?? 'its first instance does not come up'
        }`,
        since: facts.createdAt,
        hold: PATIENCE,
        evidence: [
          facts.phase,
          facts.phaseReason,
          ...signatures
            .filter(({ id }) => id === variant?.[0])
            .map(({ line }) => line),
        ],
        remedy: [
          [
            'Read what the first instance says.',
            command`kubectl -n ${databaseNamespace} logs -l cnpg.io/cluster=${databaseCluster},cnpg.io/jobRole=initdb --all-containers`,
          ],
          [
            'Archive not empty: a new server name or an empty path. Locale: an image whose tag ends in -standard-….',
          ],
        ],
      },
    ];
  },
);

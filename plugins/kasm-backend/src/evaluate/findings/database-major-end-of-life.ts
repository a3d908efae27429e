import { rule } from './rule';

/** PostgreSQL's own dates: postgresql.org/support/versioning. */
const END_OF_LIFE: Record<number, string> = {
  12: '2024-11-21',
  13: '2025-11-13',
  14: '2026-11-12',
  15: '2027-11-11',
  16: '2028-11-09',
  17: '2029-11-08',
  18: '2030-11-14',
};

export const databaseMajorEndOfLife = rule(
  'database-major-end-of-life',
  'database',
  context => {
    const { facts } = context.sights.database;
    const major = facts?.major;
    const end = major === undefined ? undefined : END_OF_LIFE[major];
    if (!facts?.present || end === undefined || !context.ages.passed(end)) {
      return [];
    }
    return [
      {
        severity: 'warning',
        title: `PostgreSQL ${major} is past its end of life`,
        since: `${end}T00:00:00Z`,
        remedy: [
          // Kasm 1.18 wants 14: upgrading PostgreSQL alone breaks it.
          [
            'Plan Kasm 1.19 with PostgreSQL 16; do not upgrade PostgreSQL alone.',
          ],
        ],
      },
    ];
  },
);

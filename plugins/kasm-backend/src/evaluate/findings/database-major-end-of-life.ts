import { endOfLife } from '../postgresMajors';
import { rule } from './rule';

export const databaseMajorEndOfLife = rule(
  'database-major-end-of-life',
  'database',
  context => {
    const { facts } = context.sights.database;
    const major = facts?.major;
    const end = major === undefined ? undefined : endOfLife(major);
    if (!facts?.present || end === undefined || !context.ages.passed(end)) {
      return [];
    }
    const needed = context.deployment.postgresMajor === major;
    return [
      {
        severity: 'warning',
        title: `PostgreSQL ${major} is past its end of life`,
        since: end,
        evidence: [
          `Nothing is mended since ${end.slice(0, 10)}.`,
          needed
            ? `This release of Kasm needs PostgreSQL ${major}.`
            : undefined,
        ],
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

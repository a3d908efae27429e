import { endOfLife } from '../postgresMajors';
import { notSeen, type CheckRule } from './check';

export const postgresSupported: CheckRule = {
  id: 'postgres-supported',
  check({ deployment, sights, ages }) {
    const { visible, facts, reason } = sights.database;
    const { postgresMajor } = deployment;
    const major = facts?.major;
    if (!visible || major === undefined) {
      return notSeen(visible ? 'The major version is not known.' : reason);
    }
    if (postgresMajor !== undefined && postgresMajor !== major) {
      return {
        result: 'fail',
        evidence: `PostgreSQL ${major}; this release of Kasm needs ${postgresMajor}.`,
      };
    }
    const end = endOfLife(major);
    if (end === undefined) {
      return {
        result: 'unknown',
        evidence: `The portal does not know PostgreSQL ${major}.`,
      };
    }
    return ages.passed(end)
      ? {
          result: 'fail',
          evidence: `PostgreSQL ${major} ended on ${end.slice(0, 10)}.`,
        }
      : { result: 'pass', evidence: `${major}, until ${end.slice(0, 10)}.` };
  },
};

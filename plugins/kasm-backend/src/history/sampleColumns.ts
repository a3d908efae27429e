/**
 * How samples are put together, in SQL that SQLite and PostgreSQL both run: the worst health, means
 * weighted by the minutes they stand for, the fewest of what should be plenty. Null is left out, and
 * null only comes of nulls.
 */
const TOGETHER = {
  health: 'max(health)',
  minutes: 'sum(minutes)',
  sessions: mean('sessions'),
  sessions_most: 'max(sessions_most)',
  agents_ready: 'min(agents_ready)',
  agents_desired: 'max(agents_desired)',
  database_ready: 'min(database_ready)',
  database_desired: 'max(database_desired)',
  free_slots: 'min(free_slots)',
  free_cores: 'min(free_cores)',
  free_memory: 'min(free_memory)',
  endpoint_time: mean('endpoint_time'),
  endpoint_time_most: 'max(endpoint_time_most)',
};

/** The columns that are put together. */
export const COLUMNS = Object.keys(TOGETHER);

/** `max(health) as health, …` */
export const TOGETHER_SQL = Object.entries(TOGETHER)
  .map(([column, sql]) => `${sql} as ${column}`)
  .join(', ');

function mean(column: string): string {
  return `sum(${column} * minutes) / sum(case when ${column} is not null then minutes end)`;
}

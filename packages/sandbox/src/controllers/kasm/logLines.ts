const LOGGED_BY: Record<string, string> = {
  api: 'api_server',
  manager: 'manager_api_server',
};

/** What a component writes when it starts. */
export function startLines(
  component: string,
  environment: Record<string, string>,
  version: string,
): string[] {
  const database = `${environment.POSTGRES_HOST}:${environment.POSTGRES_PORT}/${environment.POSTGRES_DB}`;
  switch (component) {
    case 'api':
    case 'manager':
      return [
        `INFO ${LOGGED_BY[component]}: Starting Kasm ${component} ${version}`,
        `INFO ${LOGGED_BY[component]}: Connecting to database ${database} as ${environment.POSTGRES_USER}`,
        `INFO ${LOGGED_BY[component]}: Connected to database`,
        `INFO ${LOGGED_BY[component]}: Server started`,
      ];
    case 'proxy':
      return [
        'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok',
        'nginx: configuration file /etc/nginx/nginx.conf test is successful',
        'start worker processes',
      ];
    default:
      return [
        `INFO ${component}: Starting Kasm ${component} ${version}`,
        `INFO ${component}: Registered with kasm-api in zone ${
          environment.SERVER_ZONE_NAME ?? environment.ZONE ?? 'default'
        }`,
      ];
  }
}

/** What api and manager write when they cannot use the database. */
export function databaseErrorLines(
  component: string,
  problem: string,
): string[] {
  const logger = LOGGED_BY[component] ?? component;
  return [
    `INFO ${logger}: Connecting to database`,
    `ERROR ${logger}: Unable to connect to the database`,
    'Traceback (most recent call last):',
    '  File "sqlalchemy/engine/base.py", line 143, in __init__',
    '  File "psycopg2/__init__.py", line 122, in connect',
    ...`psycopg2.OperationalError: ${problem}`.split('\n'),
    `CRITICAL ${logger}: Exiting: database is not available`,
  ];
}

/** What api and manager write when the database has the tables of another version. */
export const schemaErrorLines = (component: string): string[] => {
  const logger = LOGGED_BY[component] ?? component;
  return [
    `INFO ${logger}: Connected to database`,
    `ERROR ${logger}: alembic.util.exc.CommandError: Target database is not up to date.`,
    `CRITICAL ${logger}: Exiting: database schema is not at head`,
  ];
};

import { DEFAULT_DOMAIN, PORT_OPTIONS } from './parseCommand';

/** What `--help` prints. */
export function helpText(
  faults: ReadonlyArray<{ id: string; description: string }>,
): string {
  const ports = PORT_OPTIONS.map(
    ({ option, port, serves }) =>
      `${`  --${option} <port>`.padEnd(27)}${port}  ${serves}`,
  );
  const widest = Math.max(...faults.map(({ id }) => id.length));
  return [
    'The sandbox: two Kubernetes clusters, Kasm and its public host, all pretended, all in memory.',
    '',
    'Usage: npm run sandbox -- [options]',
    '       npm run sandbox -- fault list | fault inject <id> [--target <deployment>] | fault heal [<id>]',
    '',
    'Ports on 127.0.0.1 (0 picks a free one):',
    ...ports,
    '',
    'Options:',
    `  --domain <domain>        root domain; default ${DEFAULT_DOMAIN}`,
    '  --speed <number>         simulated seconds per second; default 1, up to 1000',
    '  --empty                  without the healthy deployment "workspaces"',
    '  --directory <directory>  where kubeconfig and ca.crt go; default .sandbox in the repository',
    '  --exit-with-parent       end when standard input ends',
    '  --help                   this text',
    '',
    'Faults:',
    ...faults.map(
      ({ id, description }) => `  ${id.padEnd(widest)}  ${description}`,
    ),
    '',
  ].join('\n');
}

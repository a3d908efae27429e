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
    'npm run sandbox                              start it; it runs until Ctrl-C',
    'npm run sandbox -- fault list                what can be broken, and what is broken now',
    'npm run sandbox -- fault inject <id>         break it, in the sandbox that runs',
    'npm run sandbox -- fault heal [<id>]         mend one, or everything',
    'npm run sandbox -- clock speed <number>      simulated seconds per second; 0 stands still',
    'npm run sandbox -- clock advance <15m>       let 90s, 15m, 2h or 1d pass at once',
    'npm run sandbox -- day [--seconds 60]        play a day of work in a minute; day stop ends it',
    '',
    'Ports on 127.0.0.1 (0 picks a free one):',
    ...ports,
    '',
    'Other options of the start:',
    `  --domain <domain>        root domain; default ${DEFAULT_DOMAIN}`,
    '  --speed <number>         simulated seconds per second; default 1, up to 1000',
    '  --fleet <number>         so many more deployments beside "workspaces", up to 5000',
    '  --empty                  without the healthy deployment "workspaces"',
    '  --directory <directory>  where kubeconfig and ca.crt go; default .sandbox in the repository',
    '  --exit-with-parent       end when standard input ends',
    '  --help                   this text',
    '',
    'Options of fault:',
    '  --target <deployment>    another deployment than "workspaces", by its name in the portal',
    '  --control-port <port>    when the sandbox was started with another one',
    '',
    'Faults:',
    ...faults.map(
      ({ id, description }) => `  ${id.padEnd(widest)}  ${description}`,
    ),
    '',
  ].join('\n');
}

import { deploymentNames } from '../../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../../spec/KasmDeploymentSpec';
import {
  databaseLogins,
  loginNamespaces,
  type DatabaseLogin,
} from '../databaseSecrets';
import { externalSecrets } from '../externalSecrets';
import type { RenderedFile } from './RenderedFile';
import { shellLine } from './shellLine';

/** 32 characters that mean nothing in a URL, a shell or SQL. */
const NEW_PASSWORD = "LC_ALL=C tr -dc 'A-Za-z0-9' < /dev/urandom | head -c 32";

/**
 * How to make the Secrets that are missing, line by line. A password is made once, in the operator's
 * namespace, and copied from there, so that what is run again never makes two that differ.
 */
export function secretCommands(
  spec: KasmDeploymentSpec,
  settings: { initialize: boolean },
): string[] {
  return databaseLogins(spec).flatMap(login => {
    const [origin, ...others] = loginNamespaces(login, settings);
    const kubectl = (...words: string[]) =>
      shellLine('kubectl', '-n', origin, ...words);
    return [
      `${NEW_PASSWORD} | ${create(login, origin)}`,
      kubectl('label', 'secret', login.secret, 'cnpg.io/reload=true'),
      ...others.map(
        namespace =>
          `${kubectl(
            'get',
            'secret',
            login.secret,
            '-o',
            'jsonpath={.data.password}',
          )} | base64 -d | ${create(login, namespace)}`,
      ),
    ];
  });
}

/** The password comes by a pipe: what stands in a command can be read by others on the machine. */
function create(login: DatabaseLogin, namespace: string): string {
  return shellLine(
    'kubectl',
    '-n',
    namespace,
    'create',
    'secret',
    'generic',
    login.secret,
    '--type=kubernetes.io/basic-auth',
    `--from-literal=username=${login.username}`,
    '--from-file=password=/dev/stdin',
  );
}

type Comment = (
  spec: KasmDeploymentSpec,
  settings: { initialize: boolean },
) => string[];

const comments: Record<KasmDeploymentSpec['secrets']['mode'], Comment> = {
  generate: (spec, settings) => [
    'No object is here on purpose: applied again, it would replace a password in use.',
    'Make the Secrets once, before anything else. Where one exists the command refuses and nothing is changed.',
    '',
    ...secretCommands(spec, settings),
  ],
  existing: (spec, settings) => [
    'No object is here on purpose: these Secrets are made elsewhere and have to be there before anything else.',
    'Each has the type kubernetes.io/basic-auth and the keys username and password.',
    '',
    ...databaseLogins(spec).flatMap(login =>
      loginNamespaces(login, settings).map(
        namespace =>
          `Secret ${namespace}/${login.secret}, username ${login.username}`,
      ),
    ),
  ],
  externalSecrets: spec => [
    `The External Secrets Operator makes the Secrets ${
      deploymentNames(spec).credentialsSecret
    }${
      spec.database.initialiseAs === 'superuser'
        ? ` and ${deploymentNames(spec).superuserSecret}`
        : ''
    } from its store. No password is in this file.`,
  ],
};

/**
 * `postgres/secret.yaml`: where the passwords come from. It has objects only where they bring a
 * password from somewhere else; otherwise it is a comment, because an object without its value, once
 * applied, would take the place of a password in use.
 */
export function secretFile(
  spec: KasmDeploymentSpec,
  settings: { initialize: boolean },
): RenderedFile {
  return {
    documents: externalSecrets(spec, settings),
    comment: comments[spec.secrets.mode](spec, settings),
  };
}

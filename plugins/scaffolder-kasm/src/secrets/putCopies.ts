import {
  databaseSecret,
  type DatabaseLogin,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { createIfAbsent, sideBySide } from '../run/writing';
import { newPassword } from './newPassword';
import { readLogin } from './readLogin';
import type { LoginCopies } from './secretCopies';

type Login = { password: string };

/**
 * Sees to it that a login's Secret is in each namespace, with one value. Whatever is stored first is
 * what the copies are made from, so a lost race is no harm.
 */
export async function putCopies(
  run: PreparedRun,
  { login, origin, namespaces }: LoginCopies,
): Promise<void> {
  const [first, ...others] = namespaces;
  // Kasm's copy is looked at even when it is not wanted: it says what the database may know already
  const [there, copy] = await sideBySide(
    [first, login.kasmNamespace].map(
      namespace => () => readLogin(run, login, namespace),
    ),
  );
  const stored =
    there ??
    (origin === 'portal'
      ? await make(run, login, first, copy?.password ?? newPassword())
      : refuse(login, first, origin));
  for (const namespace of others) {
    const other =
      copy ??
      (origin === 'store'
        ? refuse(login, namespace, origin)
        : await make(run, login, namespace, stored.password));
    if (other.password !== stored.password) {
      throw new StepFailure(
        `Secrets ${first}/${login.secret} and ${namespace}/${login.secret} hold different passwords: make ${namespace}/${login.secret} equal, or delete it and run again`,
      );
    }
  }
}

/** What would become of the copies; no value is told. */
export async function previewCopies(
  run: PreparedRun,
  { login, origin, namespaces }: LoginCopies,
): Promise<void> {
  for (const [index, namespace] of namespaces.entries()) {
    const what = `Secret ${namespace}/${login.secret}`;
    if (await readLogin(run, login, namespace)) {
      run.progress.line(`${what} would stay as it is`);
    } else if (origin === 'store') {
      run.progress.line(`${what} would be filled from the secret store`);
    } else if (origin === 'somebody' && index === 0) {
      throw new StepFailure(missing(login, namespace));
    } else {
      const secret = databaseSecret(run.spec, login, namespace, newPassword());
      await createIfAbsent(run, resources.secrets, secret);
    }
  }
}

/** What is stored afterwards, which is somebody else's value when they were first. */
async function make(
  run: PreparedRun,
  login: DatabaseLogin,
  namespace: string,
  password: string,
): Promise<Login> {
  const outcome = await createIfAbsent(
    run,
    resources.secrets,
    databaseSecret(run.spec, login, namespace, password),
  );
  if (outcome === 'created') {
    return { password };
  }
  const stored = await readLogin(run, login, namespace);
  if (!stored) {
    throw new StepFailure(
      `Secret ${namespace}/${login.secret} vanished while it was being used`,
    );
  }
  return stored;
}

function refuse(
  login: DatabaseLogin,
  namespace: string,
  origin: 'somebody' | 'store',
): never {
  throw new StepFailure(
    origin === 'somebody'
      ? missing(login, namespace)
      : `Secret ${namespace}/${login.secret} was not made by its ExternalSecret, which says that it is ready: see kubectl -n ${namespace} describe externalsecrets.external-secrets.io`,
  );
}

function missing({ secret, username }: DatabaseLogin, namespace: string) {
  return `Secret ${namespace}/${secret} is not there: make it with the keys username (${username}) and password, of the type kubernetes.io/basic-auth, then run again`;
}

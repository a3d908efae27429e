import { randomInt } from 'node:crypto';
import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  databaseLogins,
  databaseSecret,
  type DatabaseLogin,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun, Step } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { createIfAbsent, read } from '../run/writing';

const ALPHABET =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 32;

interface LoginSecret extends KubeObject {
  data?: { username?: string; password?: string };
}

/** Makes the database's logins where they are missing, with the same value in both namespaces. */
export const secrets: Step = {
  id: 'secrets',
  title: 'Secrets',
  async write(run) {
    for (const login of databaseLogins(run.spec)) {
      const copies = copiesOf(run, login);
      if (run.dryRun) {
        await previewCopies(run, login, copies);
      } else {
        await makeCopies(run, login, copies);
      }
    }
  },
};

/** Namespaces of a login's Secret; the first is where the others are copied from. */
function copiesOf(run: PreparedRun, login: DatabaseLogin): string[] {
  const wanted = [login.databaseNamespace];
  if (!(login.onlyWhileInitialising && run.facts.initialised)) {
    wanted.push(login.kasmNamespace);
  }
  return [...new Set(wanted)];
}

async function makeCopies(
  run: PreparedRun,
  login: DatabaseLogin,
  copies: string[],
): Promise<void> {
  const [origin, ...others] = copies;
  // a lost race is no harm: whatever is stored first is what the copies are made from
  const kept = await existing(run, login, login.kasmNamespace);
  await put(run, login, origin, kept?.password ?? newPassword());
  const stored = await existing(run, login, origin);
  if (!stored) {
    throw new StepFailure(
      `Secret ${origin}/${login.secret} vanished while it was being used`,
    );
  }
  for (const namespace of others) {
    await put(run, login, namespace, stored.password);
    const copy = await existing(run, login, namespace);
    if (copy?.password !== stored.password) {
      throw new StepFailure(
        `Secrets ${origin}/${login.secret} and ${namespace}/${login.secret} hold different passwords: make ${namespace}/${login.secret} equal, or delete it and run again`,
      );
    }
  }
}

async function previewCopies(
  run: PreparedRun,
  login: DatabaseLogin,
  copies: string[],
): Promise<void> {
  for (const namespace of copies) {
    if (await existing(run, login, namespace)) {
      run.progress.line(
        `Secret ${namespace}/${login.secret} would stay as it is`,
      );
    } else {
      await put(run, login, namespace, newPassword());
    }
  }
}

async function put(
  run: PreparedRun,
  login: DatabaseLogin,
  namespace: string,
  password: string,
): Promise<void> {
  const there = await existing(run, login, namespace);
  if (!there) {
    await createIfAbsent(
      run,
      resources.secrets,
      databaseSecret(run.spec, login, namespace, password),
    );
  }
}

/** Reads a login by name and in memory only. What is wrong with it is said without its value. */
async function existing(
  run: PreparedRun,
  login: DatabaseLogin,
  namespace: string,
): Promise<{ password: string } | undefined> {
  const secret = (await read(
    run,
    resources.secrets,
    login.secret,
    namespace,
  )) as LoginSecret | undefined;
  if (!secret) {
    return undefined;
  }
  const { username, password } = secret.data ?? {};
  if (!username || !password) {
    throw new StepFailure(
      `Secret ${namespace}/${login.secret} exists without the keys username and password: complete or delete it`,
    );
  }
  if (decode(username) !== login.username) {
    throw new StepFailure(
      `Secret ${namespace}/${login.secret} exists with another username than ${login.username}: correct or delete it`,
    );
  }
  if (
    !run.dryRun &&
    secret.metadata.labels?.[DEPLOYMENT_LABEL] === run.spec.name
  ) {
    run.written.add(secret, false);
  }
  return { password: decode(password) };
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

/** 32 × 62 characters, none of which means anything in a URL, a shell or SQL. */
function newPassword(): string {
  return Array.from(
    { length: LENGTH },
    () => ALPHABET[randomInt(ALPHABET.length)],
  ).join('');
}

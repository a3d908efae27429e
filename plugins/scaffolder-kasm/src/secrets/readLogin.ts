import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import type { DatabaseLogin } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { read } from '../run/writing';

interface LoginSecret extends KubeObject {
  data?: Record<string, string | undefined>;
}

const KEYS = ['username', 'password'];

/** Reads a login by name and in memory only. What is wrong with it is said without its value. */
export async function readLogin(
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
  const missing = KEYS.filter(key => !secret.data?.[key]);
  if (missing.length > 0) {
    throw new StepFailure(
      `Secret ${namespace}/${
        login.secret
      } exists without the keys username and password (${missing.join(
        ' and ',
      )} missing): complete or delete it`,
    );
  }
  const { username = '', password = '' } = secret.data ?? {};
  if (decode(username) !== login.username) {
    throw new StepFailure(
      `Secret ${namespace}/${login.secret} exists with another username than ${login.username}: correct its key username, or delete it`,
    );
  }
  if (
    !run.dryRun &&
    secret.metadata.labels?.[DEPLOYMENT_LABEL] === run.spec.name
  ) {
    run.written.add(secret, 'unchanged');
  }
  return { password: decode(password) };
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

import { databaseLogins } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { CheckGroup, Looking } from '../CheckGroup';
import type { Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

interface LoginSecret extends KubeObject {
  data?: Record<string, string | undefined>;
}

interface Store extends KubeObject {
  status?: {
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

const GROUP = 'external-secrets.io/v1';
const store = (kind: string, plural: string): KubeResource => ({
  apiVersion: GROUP,
  plural,
  kind,
  namespaced: kind === 'SecretStore',
});
const STORES = {
  ClusterSecretStore: store('ClusterSecretStore', 'clustersecretstores'),
  SecretStore: store('SecretStore', 'secretstores'),
};

/** Whether the logins are where they are said to come from. No value of one leaves this file. */
export const secrets: CheckGroup = async looking => {
  switch (looking.run.spec.secrets.mode) {
    case 'existing':
      return { checks: await existingSecrets(looking) };
    case 'externalSecrets':
      return { checks: await secretStores(looking) };
    default:
      return {
        checks: [about('secrets', 'Logins').pass('are made in the cluster')],
      };
  }
};

async function existingSecrets({
  run,
  looks,
}: Looking): Promise<PreflightCheck[]> {
  return Promise.all(
    databaseLogins(run.spec).map(async login =>
      judgeLogin(
        await looks.get<LoginSecret>(
          resources.secrets,
          login.secret,
          login.databaseNamespace,
        ),
        login,
      ),
    ),
  );
}

/** @internal */
export function judgeLogin(
  seen: Seen<LoginSecret>,
  {
    secret,
    databaseNamespace,
    username,
  }: { secret: string; databaseNamespace: string; username: string },
): PreflightCheck {
  const check = about('secrets', `Login ${username}`);
  const name = `${databaseNamespace}/${secret}`;
  if (seen.state === 'hidden') {
    return check.unknown(seen.detail, seen.remedy);
  }
  if (seen.state === 'absent') {
    return check.fail(
      `there is no Secret ${name}`,
      'put it there with the keys username and password, or let the portal make one',
    );
  }
  const { data = {} } = seen.value;
  const missing = ['username', 'password'].filter(key => !data[key]);
  if (missing.length > 0) {
    return check.fail(
      `Secret ${name} has no ${missing.join(' and no ')}`,
      'complete it',
    );
  }
  return atob(data.username!) === username
    ? check.pass(`Secret ${name} has both keys`)
    : check.fail(
        `Secret ${name} is for another username than ${username}`,
        'correct it',
      );
}

async function secretStores({
  run,
  looks,
}: Looking): Promise<PreflightCheck[]> {
  const asked = run.spec.secrets;
  if (asked.mode !== 'externalSecrets') {
    return [];
  }
  const { kind, name } = asked.store;
  // a SecretStore serves only its own namespace
  const places =
    kind === 'SecretStore'
      ? [...new Set([run.names.databaseNamespace, run.names.namespace])]
      : [undefined];
  const [served, ...stores] = await Promise.all([
    looks.serves(GROUP),
    ...places.map(place => looks.get<Store>(STORES[kind], name, place)),
  ]);
  return [
    judgeOperator(served as Seen<string[]>),
    ...stores.map((seen, index) =>
      judgeStore(
        seen as Seen<Store>,
        `${kind} ${places[index] ? `${places[index]}/` : ''}${name}`,
      ),
    ),
  ];
}

function judgeOperator(served: Seen<string[]>): PreflightCheck {
  const check = about('external-secrets', 'External Secrets');
  if (served.state === 'hidden') {
    return check.unknown(served.detail, served.remedy);
  }
  return served.state === 'there' && served.value.includes('externalsecrets')
    ? check.pass('is installed')
    : check.fail(
        `the External Secrets Operator is not installed (${GROUP})`,
        'have it installed, or choose another mode of secrets',
      );
}

/** @internal */
export function judgeStore(seen: Seen<Store>, what: string): PreflightCheck {
  const check = about('secret-store', 'Secret store');
  if (seen.state === 'hidden') {
    return check.unknown(seen.detail, seen.remedy);
  }
  if (seen.state === 'absent') {
    return check.fail(
      `there is no ${what}`,
      'name one that is there, or have it made',
    );
  }
  const ready = seen.value.status?.conditions?.find(
    ({ type }) => type === 'Ready',
  );
  return ready?.status === 'False'
    ? check.fail(
        `${what} is not ready (${ready.message ?? 'no reason given'})`,
        'see its status with kubectl describe',
      )
    : check.pass(ready ? `${what} is ready` : `${what} is there`);
}

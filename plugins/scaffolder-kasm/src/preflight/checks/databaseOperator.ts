import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { CheckGroup } from '../CheckGroup';
import type { Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';
import { imageVersion } from '../imageVersion';

/** A Deployment, as far as it tells whether a program runs. */
export interface Workload extends KubeObject {
  spec?: {
    template?: { spec?: { containers?: Array<{ image?: string }> } };
  };
  status?: { availableReplicas?: number; readyReplicas?: number };
}

const GROUP = 'postgresql.cnpg.io/v1';
const PLURALS = ['clusters', 'backups', 'scheduledbackups'];

/** Minor versions of operator 1.x that list a PostgreSQL major as supported. */
const SUPPORT: Record<number, { from: number; to?: number }> = {
  // past its end of life, so later operators are not expected to list it
  14: { from: 10, to: 30 },
  16: { from: 21 },
};

/** CloudNativePG: there, running, and fit for the PostgreSQL that this Kasm needs. */
export const databaseOperator: CheckGroup = async ({ run, looks }) => {
  const { operatorNamespace } = run.cluster;
  const [served, operators] = await Promise.all([
    looks.serves(GROUP),
    looks.list<Workload>(resources.deployments, {
      namespace: operatorNamespace,
      labelSelector: 'app.kubernetes.io/name=cloudnative-pg',
    }),
  ]);
  return {
    checks: [
      judgeOperator(served, operators, operatorNamespace),
      judgePostgres(
        operators,
        kasmVersion(run.spec.kasmVersion).postgres.major,
      ),
    ],
  };
};

/** @internal */
export function judgeOperator(
  served: Seen<string[]>,
  operators: Seen<Workload[]>,
  namespace: string,
): PreflightCheck {
  const check = about('cnpg-operator', 'CloudNativePG');
  if (served.state === 'hidden') {
    return check.unknown(served.detail, served.remedy);
  }
  if (
    served.state === 'absent' ||
    !PLURALS.every(plural => served.value.includes(plural))
  ) {
    return check.fail(
      `CloudNativePG is not installed (${GROUP})`,
      'have a cluster administrator install its operator',
    );
  }
  if (operators.state === 'hidden') {
    return check.unknown(
      `its definitions are there; of the operator ${operators.detail}`,
      operators.remedy,
    );
  }
  const found = operators.state === 'there' ? operators.value : [];
  if (found.length === 0) {
    return check.fail(
      `CloudNativePG's definitions are there but no operator runs in ${namespace}`,
      'install it, or say in kasm.clusters[].operatorNamespace where it runs',
    );
  }
  if (!found.some(({ status }) => (status?.availableReplicas ?? 0) > 0)) {
    return check.fail(
      `CloudNativePG's operator ${namespace}/${found[0].metadata.name} is not ready`,
      `see why with kubectl -n ${namespace} get pods`,
    );
  }
  const version = versionOf(found);
  return check.pass(
    version ? `operator ${version.text} is ready` : 'operator is ready',
  );
}

/** @internal */
export function judgePostgres(
  operators: Seen<Workload[]>,
  major: number,
): PreflightCheck {
  const check = about('cnpg-postgres', `PostgreSQL ${major}`);
  const version =
    operators.state === 'there' ? versionOf(operators.value) : undefined;
  const support = SUPPORT[major];
  if (!version || !support || version.major !== 1) {
    return check.unknown(
      "the operator's version is not known",
      `look up whether it can run PostgreSQL ${major}`,
    );
  }
  if (version.minor < support.from) {
    return check.fail(
      `operator ${version.text} is too old for PostgreSQL ${major}`,
      `upgrade it to 1.${support.from} or later`,
    );
  }
  if (support.to !== undefined && version.minor > support.to) {
    return check.warn(
      `operator ${version.text} is not known to support PostgreSQL ${major}`,
      "look it up in the operator's list of supported releases",
    );
  }
  return check.pass(`operator ${version.text} runs it`);
}

function versionOf(operators: Workload[]) {
  return imageVersion(
    operators[0]?.spec?.template?.spec?.containers?.[0]?.image,
  );
}

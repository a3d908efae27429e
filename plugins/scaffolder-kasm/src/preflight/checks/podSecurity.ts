import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isKubeError, reasonOf } from '../../run/StepFailure';
import type { CheckGroup } from '../CheckGroup';
import { describeRight, type Right } from '../Right';
import { valueOf, type Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

const trial = about('psa-dry-run', 'Trial of a pod');

/**
 * Whether pods of Kasm would be admitted. A cluster may default to `restricted` without any label to
 * see, so the server is asked with a pod that is as demanding as the chart's: it runs as root while it
 * starts.
 */
export const podSecurity: CheckGroup = async ({ run, looks }) => {
  const { namespace } = run.names;
  const found = await looks.get(resources.namespaces, namespace);
  const label = judgeLabel(found, namespace);
  if (found.state !== 'there') {
    return { checks: [label, trial.skipped('it is labelled when it is made')] };
  }
  if (valueOf(found)?.metadata.labels?.[ENFORCE] === 'restricted') {
    return { checks: [label, trial.skipped('its label says enough')] };
  }
  const right: Right = { verb: 'create', resource: resources.pods, namespace };
  const may = await looks.may(right);
  if (may.state !== 'there' || !may.value) {
    return {
      checks: [
        label,
        trial.unknown(
          'the portal may not try a pod, so a restriction that has no label is not seen',
          `grant the portal's writer ${describeRight(right)}`,
        ),
      ],
    };
  }
  const { refusal } = await looks.wouldCreate(resources.pods, podOf(namespace));
  return { checks: [label, judgeTrial(refusal, namespace)] };
};

/** @internal */
export function judgeLabel(
  found: Seen<KubeObject>,
  namespace: string,
): PreflightCheck {
  const check = about('pod-security', 'Pod security level');
  if (found.state === 'hidden') {
    return check.unknown(found.detail, found.remedy);
  }
  if (found.state === 'absent') {
    return check.pass(`${namespace} will be made with the level baseline`);
  }
  const { labels, deletionTimestamp } = found.value.metadata;
  if (deletionTimestamp) {
    return check.warn(
      `${namespace} is being deleted since ${deletionTimestamp}`,
      'wait until it is gone',
    );
  }
  const level = labels?.[ENFORCE];
  return level === 'restricted'
    ? check.fail(
        `namespace ${namespace} has the pod security level restricted, under which Kasm's pods are rejected`,
        `have it set to baseline (label ${ENFORCE})`,
      )
    : check.pass(level ? `${namespace} has ${level}` : `${namespace} has none`);
}

/** @internal */
export function judgeTrial(
  refusal: unknown,
  namespace: string,
): PreflightCheck {
  if (refusal === undefined) {
    return trial.pass('a pod that starts as root is admitted');
  }
  const reason = reasonOf(refusal);
  if (/PodSecurity/.test(reason)) {
    return trial.fail(
      `namespace ${namespace} rejects a pod that starts as root (${reason})`,
      `have its label ${ENFORCE} set to baseline`,
    );
  }
  if (/service ?account/i.test(reason)) {
    return trial.unknown(
      `a pod could not be tried (${reason})`,
      'run it again when the namespace has its ServiceAccount default',
    );
  }
  if (isKubeError(refusal, 'forbidden', 'invalid')) {
    return trial.fail(
      `namespace ${namespace} rejects a pod like Kasm's (${reason})`,
      'have whoever made that rule exempt this namespace',
    );
  }
  return trial.unknown(
    `a pod could not be tried (${reason})`,
    'run it again when the cluster answers',
  );
}

function podOf(namespace: string): KubeObject {
  const resourcesOf = {
    requests: { cpu: '1m', memory: '1Mi' },
    limits: { cpu: '1m', memory: '4Mi' },
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'kasm-portal-preflight', namespace },
    spec: {
      automountServiceAccountToken: false,
      initContainers: [
        {
          name: 'init',
          image: 'preflight',
          resources: resourcesOf,
          securityContext: { runAsUser: 0 },
        },
      ],
      containers: [
        { name: 'main', image: 'preflight', resources: resourcesOf },
      ],
    },
  };
}

import {
  redactLine,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { partOf } from '../run/partOf';
import type { PreparedRun } from '../run/RunContext';
import { isKubeError, StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { applyInOrder } from '../run/writing';
import { adviceOn, warnOfShortLife } from './certificateLife';

interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  observedGeneration?: number;
}

interface Conditioned extends KubeObject {
  status?: {
    conditions?: Condition[];
    notBefore?: string;
    notAfter?: string;
  };
}

const CERTIFICATE_OF = 'cert-manager.io/certificate-name';

/** Writes the certificate; the result waits until it is issued, because Kasm's pods mount it. */
export async function writeCertificate(
  run: PreparedRun,
): Promise<(run: PreparedRun) => Promise<void>> {
  // a refusal of an earlier run is not the answer to this one
  const old = new Set(
    run.dryRun ? [] : (await refusals(run)).map(({ name }) => name),
  );
  await applyInOrder(run, partOf(run, 'certificate'));
  return context => waitForCertificate(context, old);
}

function waitForCertificate(run: PreparedRun, old: Set<string>): Promise<void> {
  const { tlsSecret, namespace } = run.names;
  return waitFor<void>(run, {
    about: 'certificate',
    deadline: run.deadlines.certificate,
    advice: `See kubectl -n ${namespace} describe certificate ${tlsSecret}, and the issuer ${run.spec.certificate.issuer}`,
    async look(signal) {
      const certificate = await run.client.get<Conditioned>(
        resources.certificates,
        tlsSecret,
        { namespace, signal },
      );
      const ready = condition(certificate, 'Ready');
      if (ready?.status === 'True' && isCurrent(certificate, ready)) {
        warnOfShortLife(run, certificate.status);
        return { done: true, value: undefined, progress: 'issued' };
      }
      const refused = (await refusals(run)).find(({ name }) => !old.has(name));
      if (refused) {
        throw new StepFailure(
          `The issuer ${
            run.spec.certificate.issuer
          } refused a certificate for ${run.names.host}: ${
            refused.message
          }. ${adviceOn(
            refused.message,
          )}, then cmctl renew ${tlsSecret} -n ${namespace}`,
        );
      }
      const why = redactLine(ready?.message ?? '', 300);
      return {
        done: false,
        progress: `not issued yet${why ? ` (${why})` : ''}`,
      };
    },
  });
}

/** Whether cert-manager has seen the Certificate as it is now. */
function isCurrent(
  { metadata }: Conditioned,
  { observedGeneration = Infinity }: Condition,
): boolean {
  return observedGeneration >= (metadata.generation ?? 0);
}

async function refusals(
  run: PreparedRun,
): Promise<Array<{ name: string; message: string }>> {
  try {
    const { items } = await run.client.list<Conditioned>(
      resources.certificateRequests,
      { namespace: run.names.namespace, signal: run.signal },
    );
    return items
      .filter(
        ({ metadata }) =>
          metadata.annotations?.[CERTIFICATE_OF] === run.names.tlsSecret,
      )
      .flatMap(request => {
        const refusal = refusalOf(request);
        return refusal
          ? [
              {
                name: request.metadata.name,
                message:
                  redactLine(refusal.message ?? '', 300) ??
                  refusal.reason ??
                  refusal.type,
              },
            ]
          : [];
      });
  } catch (error) {
    if (isKubeError(error, 'forbidden', 'notFound')) {
      return [];
    }
    throw error;
  }
}

function refusalOf(request: Conditioned): Condition | undefined {
  const ready = condition(request, 'Ready');
  return [condition(request, 'Denied'), condition(request, 'InvalidRequest')]
    .concat(
      ready?.reason === 'Failed' ? { ...ready, status: 'True' } : undefined,
    )
    .find(found => found?.status === 'True');
}

function condition(object: Conditioned, type: string): Condition | undefined {
  return object.status?.conditions?.find(found => found.type === type);
}

import {
  kasmDeploymentSpec,
  specProblems,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { KasmConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Candidate, Refusal } from './Candidate';

/**
 * `kasm.deployments`: installations that the portal did not make.
 *
 * @internal
 */
export function configuredDeployments(
  config: Pick<KasmConfig, 'deployments'>,
): { candidates: Candidate[]; refusals: Refusal[] } {
  const candidates: Candidate[] = [];
  const refusals: Refusal[] = [];
  config.deployments.forEach((entry, index) => {
    const where = `kasm.deployments[${index}]`;
    const parsed = kasmDeploymentSpec.safeParse(entry);
    if (!parsed.success) {
      refusals.push({ where, problem: specProblems(parsed.error).join('; ') });
      return;
    }
    candidates.push({
      cluster: parsed.data.cluster,
      from: 'configuration',
      where,
      createdAt: '',
      descriptor: {
        version: 1,
        state: 'active',
        delivery: 'external',
        spec: parsed.data,
        created: [],
      },
    });
  });
  return { candidates, refusals };
}

import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { CheckGroup } from '../CheckGroup';
import type { Seen } from '../Looks';
import { about } from '../PreflightCheck';
import { specProperties, type Definition } from '../helmFeatures';

/** By which field this Traefik takes the CA of a backend; only needed when backends are verified. */
export const trustedCAs: CheckGroup = async ({ run, looks }) => {
  if (!run.spec.ingress.verifyBackend) {
    return { checks: [] };
  }
  const definition = await looks.get<Definition>(
    resources.customResourceDefinitions,
    'serverstransports.traefik.io',
  );
  return judgeField(definition);
};

/** @internal */
export function judgeField(definition: Seen<Definition>) {
  const check = about('root-cas-field', "Backend's CA");
  if (definition.state === 'hidden') {
    return { checks: [check.unknown(definition.detail, definition.remedy)] };
  }
  const fields =
    definition.state === 'there'
      ? specProperties(definition.value, 'v1alpha1')
      : {};
  const field = (['rootCAs', 'rootCAsSecrets'] as const).find(
    name => name in fields,
  );
  return field
    ? {
        checks: [check.pass(`ServersTransport takes it as ${field}`)],
        facts: { rootCAsField: field },
      }
    : {
        checks: [
          check.fail(
            'this ServersTransport takes no CA',
            'upgrade Traefik, or leave ingress.verifyBackend off',
          ),
        ],
      };
}

import { kasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { renderTree } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { fileText } from '../../plugins/scaffolder-kasm/src/render/fileText';
import type { Scenario } from '../harness/Scenario';
import { percentile } from '../harness/statistics';

const WARM_UP = 50;
const TIMES = 500;

/** Everything that a spec can ask for at once, so that the tree is the largest there is. */
const ASKED = {
  cluster: 'rke2',
  owner: 'group:default/platform-engineers',
  domain: 'example.com',
  networkPolicies: true,
  secrets: {
    mode: 'externalSecrets',
    store: { name: 'vault' },
    credentialsPath: 'kasm/database',
    superuserPath: 'kasm/superuser',
  },
  database: {
    backups: {
      method: 'plugin',
      destinationPath: 's3://backups/kasm',
      credentialsSecret: 'backup-credentials',
    },
  },
};

function times(work: () => unknown): number[] {
  for (let count = 0; count < WARM_UP; count += 1) work();
  return Array.from({ length: TIMES }, () => {
    const from = performance.now();
    work();
    return performance.now() - from;
  });
}

/** What a preview in the form, and the action that writes files, wait for. */
export const scenario: Scenario = {
  title: 'Rendering a deployment',
  cases: {
    async render() {
      const spec = kasmDeploymentSpec.parse(ASKED);
      const objects = times(() => renderTree(spec));
      const text = times(() => Object.values(renderTree(spec)).map(fileText));
      return [
        {
          what: 'Objects of the tree from a spec, p99',
          value: percentile(objects, 99),
          unit: 'ms',
          most: 5,
        },
        {
          what: 'Files of the tree as text, p50',
          value: percentile(text, 50),
          unit: 'ms',
          most: 5,
        },
        {
          what: 'Files of the tree as text, p99',
          value: percentile(text, 99),
          unit: 'ms',
        },
      ];
    },
  },
};

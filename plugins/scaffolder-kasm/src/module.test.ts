import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { scaffolderModuleKasm } from './module';

async function actionsWith(data: object): Promise<string[]> {
  const actions: TemplateAction<any, any, any>[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        { addActions: (...added) => actions.push(...added) },
      ],
    ],
    features: [
      scaffolderModuleKasm,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({ data }),
    ],
  });
  await backend.stop();
  return actions.map(({ id }) => id);
}

describe('the scaffolder module', () => {
  it('adds its actions, configured or not, and opens no credential for it', async () => {
    const credential = { kubeconfigFile: '/does/not/exist', context: 'none' };
    const clusters = [
      {
        name: 'rke2',
        roles: ['controlPlane'],
        namespaces: ['kasm'],
        domains: ['example.com'],
        reader: credential,
        writer: credential,
      },
    ];
    for (const data of [{}, { kasm: { clusters } }]) {
      expect((await actionsWith(data)).sort()).toEqual([
        'kasm:agents:autoscale',
        'kasm:agents:create',
        'kasm:agents:delete',
        'kasm:deployment:create',
        'kasm:deployment:delete',
        'kasm:deployment:plan',
        'kasm:deployment:preflight',
        'kasm:deployment:render',
        'kasm:deployment:restart',
        'kasm:deployment:rollback',
        'kasm:deployment:update',
        'kasm:deployment:verify',
      ]);
    }
  });
});

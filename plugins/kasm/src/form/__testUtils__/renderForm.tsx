import { permissionApiRef } from '@backstage/plugin-permission-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import type { ClusterInfo } from '@kasm-portal/backstage-plugin-kasm-common';
import { kasmApiRef, type KasmApi } from '../../api/KasmApi';
import { formFields } from '../fields';

export const rke2: ClusterInfo = {
  name: 'rke2',
  title: 'RKE2',
  roles: ['controlPlane'],
  namespaces: ['kasm-*', 'database'],
  domains: ['example.com'],
  reachable: true,
};

/** An API that answers as told; what is not told is never asked. */
export function kasmApi(answers: Partial<KasmApi>): KasmApi {
  const unexpected = async () => {
    throw new Error('nobody should have asked');
  };
  return {
    getDeployment: unexpected,
    getDeployments: unexpected,
    getClusters: async () => [rke2],
    getDns: async (_cluster, host) => ({
      host,
      addresses: ['10.0.0.5'],
      expected: ['10.0.0.5'],
      matches: true,
    }),
    ...answers,
  };
}

/** One page of a template's form, as the scaffolder draws it. */
export function renderForm(
  properties: Record<string, object>,
  options: {
    api?: Partial<KasmApi>;
    typed?: Record<string, unknown>;
    required?: string[];
    allowed?: boolean;
    more?: object;
  } = {},
) {
  const { api = {}, typed = {}, required = [], allowed = true } = options;
  const onCreate = jest.fn(async () => {});
  renderInTestApp(
    <TestApiProvider
      apis={[
        [kasmApiRef, kasmApi(api)],
        [
          permissionApiRef,
          {
            authorize: async () => ({ result: allowed ? 'ALLOW' : 'DENY' }),
          } as never,
        ],
      ]}
    >
      <Stepper
        manifest={{
          title: 'A template',
          steps: [
            {
              title: 'A page',
              schema: {
                title: 'A page',
                type: 'object',
                required,
                properties,
                ...options.more,
              } as never,
            },
          ],
        }}
        extensions={Object.values(formFields) as never}
        initialState={typed as never}
        onCreate={onCreate}
      />
    </TestApiProvider>,
  );
  return { onCreate };
}

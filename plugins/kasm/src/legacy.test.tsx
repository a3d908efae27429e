import { getComponentData } from '@backstage/core-plugin-api';
import { createElement, type ComponentType } from 'react';
import { formFields } from './form/fields';
import * as legacy from './legacy';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { DEPLOYMENT_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { ScenarioApi } from '../dev/ScenarioApi';
import {
  EntityKasmCard,
  EntityKasmContent,
  kasmApiRef,
  kasmPlugin,
} from './legacy';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'rke2-workspaces',
    annotations: { [DEPLOYMENT_ANNOTATION]: 'rke2/workspaces' },
  },
};

const page = (content: JSX.Element) => (
  <TestApiProvider apis={[[kasmApiRef, new ScenarioApi('degraded')]]}>
    <EntityProvider entity={entity}>{content}</EntityProvider>
  </TestApiProvider>
);

describe('the plugin in an app of the old frontend system', () => {
  it('brings the card, which leads to the tab', async () => {
    await renderInTestApp(page(<EntityKasmCard />), {
      mountedRoutes: { '/entity/kasm': kasmPlugin.routes.entityContent },
    });
    expect(await screen.findByText('Degraded')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /^Agents: 1\/2/ })).toHaveAttribute(
      'href',
      '/entity/kasm#agents',
    );
  });

  it('brings the tab', async () => {
    await renderInTestApp(
      <Routes>
        <Route path="/" element={page(<EntityKasmContent />)} />
      </Routes>,
    );
    expect(
      await screen.findByRole('heading', { level: 2, name: /^Degraded/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'What is wrong' }),
    ).toHaveTextContent('Agent VM kasm-agent-2 is not running');
  });

  it('brings its API', () => {
    expect([...kasmPlugin.getApis()].map(factory => factory.api)).toEqual([
      kasmApiRef,
    ]);
  });

  it('has every form field of the templates, under the same name', () => {
    const legacyFields = Object.entries(legacy)
      .filter(([name]) => name.endsWith('FieldExtension'))
      .map(([, Field]) =>
        getComponentData<{ name: string }>(
          createElement(Field as ComponentType),
          'scaffolder.extensions.field.v1',
        ),
      );
    expect(legacyFields.map(field => field?.name).sort()).toEqual(
      Object.keys(formFields).sort(),
    );
  });
});

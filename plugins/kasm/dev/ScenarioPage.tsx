import { useApi } from '@backstage/core-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { DEPLOYMENT_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';
import { useState } from 'react';
import { kasmApiRef } from '../src/api/KasmApi';
import { EntityKasmCard } from '../src/card/EntityKasmCard';
import { EntityKasmContent } from '../src/tab/EntityKasmContent';
import type { ScenarioApi } from './ScenarioApi';
import { scenarios } from './scenarios';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'rke2-workspaces',
    annotations: { [DEPLOYMENT_ANNOTATION]: 'rke2/workspaces' },
  },
};

/** The card at its own width and the tab beneath it, as the chosen scenario has them. */
export function ScenarioPage() {
  const api = useApi(kasmApiRef) as ScenarioApi;
  const [scenario, setScenario] = useState(api.scenario);
  const choose = (next: string) => {
    api.scenario = next;
    setScenario(next);
    window.dispatchEvent(new Event('online'));
  };
  return (
    <EntityProvider entity={entity}>
      <div style={{ padding: 16, display: 'grid', gap: 24 }}>
        <label>
          Scenario{' '}
          <select
            value={scenario}
            onChange={event => choose(event.target.value)}
          >
            {Object.keys(scenarios).map(name => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <div style={{ width: '100%', maxWidth: 340 }}>
          <EntityKasmCard />
        </div>
        <EntityKasmContent />
      </div>
    </EntityProvider>
  );
}

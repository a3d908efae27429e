import type {
  ClusterInfo,
  DeploymentListItem,
  DnsAnswer,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { KasmAnswer, KasmApi } from '../src/api/KasmApi';
import { scenarios } from './scenarios';

/** Answers as the chosen scenario says, at once. */
export class ScenarioApi implements KasmApi {
  constructor(public scenario: string) {}

  async getDeployment(
    _ref: string,
    options: { etag?: string },
  ): Promise<KasmAnswer> {
    const answer = scenarios[this.scenario] ?? scenarios.healthy;
    if (answer === 'never') return new Promise(() => {});
    if (answer instanceof Error) throw answer;
    return answer.kind === 'status' && answer.etag === options.etag
      ? { kind: 'notModified' }
      : answer;
  }
  async getDeployments(): Promise<DeploymentListItem[]> {
    return [];
  }

  async getClusters(): Promise<ClusterInfo[]> {
    return [];
  }

  async getDns(_cluster: string, host: string): Promise<DnsAnswer> {
    return { host, addresses: [], expected: [] };
  }
}

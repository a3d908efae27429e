import type {
  AuditorService,
  AuthService,
  DiscoveryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  KasmApis,
  KasmConfig,
  KubeClients,
  Resolve,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { EndpointProbe } from './endpointProbe';

/** What every action works with. */
export interface ActionServices {
  /** Undefined when the portal has no `kasm` configuration. */
  config: KasmConfig | undefined;
  /** Writers; see kasm-node. */
  clients: KubeClients | undefined;
  /** Kasm's own API, where the configuration has keys. */
  kasmApis?: KasmApis;
  auth: AuthService;
  /** Keeps who changed what; absent only in tests that do not look at it. */
  auditor?: AuditorService;
  catalog: CatalogService;
  /** Where kasm-backend is; actions that ask it say so when it is absent. */
  discovery?: DiscoveryService;
  permissions: PermissionsService;
  userInfo?: UserInfoService;
  /** Milliseconds between two looks at the cluster; default 1,000. */
  pollInterval?: number;
  /** How the public host is asked. */
  probe?: EndpointProbe;
  /** How names of hosts are looked up; the machine's own resolver when absent. */
  resolve?: Resolve;
  now?: () => Date;
}

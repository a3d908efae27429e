import { kasmId } from '../../controllers/kasmApp/kasmId';
import type { KasmInstallation } from '../../controllers/kasmApp/KasmInstallation';
import type { KasmScaling } from '../../controllers/kasmApp/KasmData';
import { target, type Call } from './Call';

type Pool = KasmScaling['pools'][number];
type Provider = KasmScaling['providers'][number];
type Config = KasmScaling['autoscaleConfigs'][number];

const poolRecord = ({ id, name }: Pool) => ({
  server_pool_id: id,
  server_pool_name: name,
  server_pool_type: 'Docker Agent',
});

/** With the provider's token: who may see this sees that. */
const providerRecord = (provider: Provider) => ({
  vm_provider_config_id: provider.id,
  vm_provider_config_name: provider.name,
  vm_provider_name: 'harvester',
  max_instances: provider.maxInstances,
  harvester_namespace: provider.namespace,
  harvester_api_token: provider.token,
});

const configRecord = (config: Config) => ({
  autoscale_config_id: config.id,
  autoscale_config_name: config.name,
  autoscale_type: 'Docker Agent',
  enabled: config.enabled,
  server_pool_id: config.poolId,
  vm_provider_config_id: config.providerId,
  zone_id: config.zoneId,
  standby_cores: config.standbyCores,
  standby_gpus: 0,
  standby_memory_mb: config.standbyMemoryMb,
  downscale_backoff: config.downscaleBackoff,
});

const newId = ({ place, data }: KasmInstallation, what: string) =>
  kasmId(
    `${place.namespace}/${place.release}/${what}/${
      Object.values(data.scaling).flat().length
    }`,
  );

/** Pools, autoscaling and the providers of machines: kept, but no machine is made from them. */
export const scalingCalls: Record<string, Call> = {
  get_server_pools: {
    permission: 'server_pools_view',
    answer: ({ data }) => ({
      server_pools: data.scaling.pools.map(poolRecord),
    }),
  },
  create_server_pool: {
    permission: 'server_pools_create',
    changes: true,
    answer: (kasm, asked) => {
      const wanted = target(asked, 'target_server_pool');
      const pool: Pool = {
        id: newId(kasm, 'pool'),
        name: String(wanted.server_pool_name),
      };
      kasm.data.scaling.pools.push(pool);
      return { server_pool: poolRecord(pool) };
    },
  },
  get_vm_provider_configs: {
    permission: 'vm_provider_view',
    answer: ({ data }) => ({
      vm_provider_configs: data.scaling.providers.map(providerRecord),
    }),
  },
  create_vm_provider_config: {
    permission: 'vm_provider_create',
    changes: true,
    answer: (kasm, asked) => {
      const wanted = target(asked, 'target_vm_provider_config');
      const provider: Provider = {
        id: newId(kasm, 'provider'),
        name: String(wanted.vm_provider_config_name),
        maxInstances: Number(wanted.max_instances ?? 1),
        namespace: String(wanted.harvester_namespace ?? ''),
        token: String(wanted.harvester_api_token ?? ''),
      };
      kasm.data.scaling.providers.push(provider);
      return { vm_provider_config: providerRecord(provider) };
    },
  },
  get_autoscale_configs: {
    permission: 'autoscale_view',
    answer: ({ data }) => ({
      autoscale_configs: data.scaling.autoscaleConfigs.map(configRecord),
    }),
  },
  create_autoscale_config: {
    permission: 'autoscale_create',
    changes: true,
    answer: (kasm, asked) => {
      const wanted = target(asked, 'target_autoscale_config');
      const config: Config = {
        id: newId(kasm, 'autoscale'),
        name: String(wanted.autoscale_config_name),
        poolId: String(wanted.server_pool_id ?? ''),
        providerId: String(wanted.vm_provider_config_id ?? ''),
        zoneId: String(wanted.zone_id ?? kasm.data.zones[0].id),
        enabled: wanted.enabled === true,
        standbyCores: Number(wanted.standby_cores ?? 0),
        standbyMemoryMb: Number(wanted.standby_memory_mb ?? 0),
        downscaleBackoff: Number(wanted.downscale_backoff ?? 900),
      };
      kasm.data.scaling.autoscaleConfigs.push(config);
      return { autoscale_config: configRecord(config) };
    },
  },
};

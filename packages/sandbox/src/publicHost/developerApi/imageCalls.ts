import type { KasmInstallation } from '../../controllers/kasmApp/KasmInstallation';
import type { KasmImage } from '../../controllers/kasmApp/KasmData';
import type { Call } from './Call';

/** A workspace as Kasm shows it, with the registry's password. */
function imageRecord(kasm: KasmInstallation, image: KasmImage) {
  return {
    image_id: image.id,
    name: image.name,
    friendly_name: image.friendlyName,
    description: image.description,
    enabled: image.enabled,
    available: kasm.isAvailable(image),
    cores: image.cores,
    memory: image.memory,
    gpu_count: 0,
    require_gpu: null,
    image_src: `img/thumbnails/${image.friendlyName
      .toLowerCase()
      .replace(/\W+/g, '-')}.png`,
    image_type: 'Container',
    docker_registry: 'https://index.docker.io/v1/',
    // Present in the real answer, and what a client must not pass on.
    docker_user: 'sandbox-pull',
    docker_token: 'sandbox-pull-token',
    hash: null,
    zone_id: null,
    zone_name: null,
    restrict_to_zone: false,
    restrict_to_network: false,
    restrict_to_network_names: [],
    restrict_to_server: false,
    server_id: null,
    server_pool_id: null,
    uncompressed_size_mb: 6144,
    categories: ['Desktop'],
    default_category: null,
    hidden: false,
    session_time_limit: null,
    cpu_allocation_method: 'Inherit',
    run_config: {},
    exec_config: {},
    volume_mappings: {},
    persistent_profile_path: null,
    x_res: 800,
    y_res: 600,
    imageAttributes: [],
  };
}

/** Workspaces. */
export const imageCalls: Record<string, Call> = {
  get_images: {
    permission: 'images_view',
    answer: kasm => ({
      images: kasm.data.images.map(image => imageRecord(kasm, image)),
    }),
  },
};

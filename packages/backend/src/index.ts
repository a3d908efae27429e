import { createBackend } from '@backstage/backend-defaults';
import { demonstrationPolicy } from './demonstrationPolicy';
import { demonstrationSignIn } from './demonstrationSignIn';
import { prometheusLoader } from './metrics/prometheusLoader';
import { sandboxPlugin } from './sandbox/sandboxPlugin';

const backend = createBackend();

// First: plugins ask for their meters when they start.
backend.add(prometheusLoader);

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(demonstrationSignIn);
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(demonstrationPolicy);
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));

backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@internal/techdocs-in-process'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

backend.add(import('@kasm-portal/backstage-plugin-kasm-backend'));
backend.add(
  import('@kasm-portal/backstage-plugin-scaffolder-backend-module-kasm'),
);
backend.add(
  import('@kasm-portal/backstage-plugin-catalog-backend-module-kasm'),
);

backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(sandboxPlugin);

backend.start();

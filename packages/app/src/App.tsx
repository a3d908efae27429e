import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { navigationModule } from './navigation/navigationModule';
import { sandboxPlugin } from './sandbox/sandboxPlugin';
import { signInModule } from './signIn/signInModule';

// Every other plugin is found in package.json (`app.packages: all`).
export default createApp({
  features: [catalogPlugin, navigationModule, sandboxPlugin, signInModule],
});

import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import BuildIcon from '@material-ui/icons/Build';

const routeRef = createRouteRef();

const sandboxPage = PageBlueprint.make({
  // Only the configuration that starts a sandbox turns the page on.
  disabled: true,
  if: { permissions: { $contains: 'sandbox.control#update' } },
  params: {
    routeRef,
    path: '/sandbox',
    title: 'Sandbox',
    icon: <BuildIcon fontSize="inherit" />,
    loader: () => import('./SandboxPage').then(m => <m.SandboxPage />),
  },
});

/** The page `/sandbox` of the demonstration: for who may control the sandbox. */
export const sandboxPlugin = createFrontendPlugin({
  pluginId: 'sandbox',
  title: 'Sandbox',
  routes: { root: routeRef },
  extensions: [sandboxPage],
});

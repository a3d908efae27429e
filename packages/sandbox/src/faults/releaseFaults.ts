import { abandonRelease } from '../controllers/interventions/abandonRelease';
import { addChartConfig } from '../controllers/interventions/addChartConfig';
import { blockChartSource } from '../controllers/interventions/blockChartSource';
import {
  changeChartValues,
  changeHelmChart,
} from '../controllers/interventions/changeHelmChart';
import { differLogin } from '../controllers/interventions/differLogin';
import { disownRelease } from '../controllers/interventions/disownRelease';
import { editByHand } from '../controllers/interventions/editByHand';
import { emptyDatabase } from '../controllers/interventions/emptyDatabase';
import { failHealthCheck } from '../controllers/interventions/failHealthCheck';
import { isolateComponent } from '../controllers/interventions/isolateComponent';
import { refuseRelease } from '../controllers/interventions/refuseRelease';
import { removeComponent } from '../controllers/interventions/removeComponent';
import { removeLogin } from '../controllers/interventions/removeLogin';
import { removeRelease } from '../controllers/interventions/removeRelease';
import { setComponentVersion } from '../controllers/interventions/setComponentVersion';
import { shutDatabaseOff } from '../controllers/interventions/shutDatabaseOff';
import { upgradeRke2 } from '../controllers/interventions/upgradeRke2';
import type { DeploymentFault } from './DeploymentFault';

/** Another version than any that is deployed. */
const OTHER_VERSION = '1.17.0';

/** What goes wrong with the Helm release and what it made. */
export const releaseFaults: DeploymentFault[] = [
  {
    id: 'rke2-upgrade',
    title: 'RKE2 upgraded',
    description:
      'An upgrade of RKE2 runs the Helm Job of every chart again; that is over by itself.',
    shared: true,
    inject: controllers => ({
      // It is over by itself.
      heal: () => {},
      isOver: upgradeRke2(controllers),
    }),
  },
  {
    id: 'release-install-refused',
    title: 'Chart repository unreachable',
    description:
      "After an upgrade of RKE2 the Helm Job cannot download Kasm's chart; the running Kasm is not touched.",
    inject: (controllers, hit) => ({
      heal: blockChartSource(controllers, hit.helmChart()),
    }),
  },
  {
    id: 'release-install-refused.certificate',
    title: 'Chart repository not trusted',
    description:
      'After an upgrade of RKE2 the Helm Job does not trust the certificate of the chart repository.',
    inject: (controllers, hit) => ({
      heal: blockChartSource(controllers, hit.helmChart(), 'untrusted'),
    }),
  },
  {
    id: 'release-install-refused.values',
    title: 'Chart refuses its values',
    description:
      "Somebody writes database.host into the HelmChart, which the chart's schema refuses.",
    inject: (controllers, hit) => ({
      heal: changeChartValues(controllers, hit.helmChart(), {
        database: { host: 'kasm-pg-rw.database.svc' },
      }),
    }),
  },
  {
    id: 'release-install-refused.owner',
    title: 'Secret belongs to nobody',
    description:
      "Helm's records are lost and the release's Secret has no owner, so that Helm does not install over it.",
    inject: (controllers, hit) => ({
      heal: disownRelease(controllers, hit.helmChart()),
    }),
  },
  {
    id: 'release-blocked',
    title: 'Release blocked by an edit',
    description:
      'Somebody scaled guac by hand; after an upgrade of RKE2 Helm fails with a field conflict.',
    inject: (controllers, hit) => ({
      heal: editByHand(controllers, hit.helmChart()),
    }),
  },
  {
    id: 'release-blocked.admission',
    title: 'Release refused by a policy',
    description:
      'After an upgrade of RKE2 a policy of the cluster refuses what Helm writes, which leaves the release failed.',
    inject: (controllers, hit) => ({
      heal: refuseRelease(controllers, hit.helmChart()),
    }),
  },
  {
    id: 'release-blocked.abort',
    title: 'Release waits for somebody',
    description:
      'The release is failed and its policy is abort: no run does anything any more.',
    inject: (controllers, hit) => ({
      heal: abandonRelease(controllers, hit.helmChart()),
    }),
  },
  {
    id: 'release-unsafe-to-rerun',
    title: 'HelmChartConfig for Kasm',
    description:
      'An empty HelmChartConfig turns the failure policy of the release into reinstall.',
    inject: (controllers, hit) => ({
      heal: addChartConfig(controllers, hit.helmChart()),
    }),
  },
  {
    id: 'release-unsafe-to-rerun.version',
    title: 'Chart version not pinned',
    description:
      'The HelmChart names no version: the next run takes whatever is newest.',
    inject: (controllers, hit) => ({
      heal: changeHelmChart(controllers, hit.helmChart(), {
        version: undefined,
      }),
    }),
  },
  {
    id: 'deployment-absent',
    title: 'Release uninstalled',
    description:
      'Somebody deletes the HelmChart, and with it everything that it installed.',
    inject: (controllers, hit) => ({
      heal: removeRelease(controllers, hit.helmChart()),
    }),
  },
  {
    id: 'component-missing',
    title: 'Component deleted',
    description: 'Somebody deletes the Deployment of the RDP https gateway.',
    inject: (controllers, hit) => ({
      heal: removeComponent(controllers, {
        ...hit.release(),
        component: 'rdp-https-gateway',
      }),
    }),
  },
  {
    id: 'component-start-blocked',
    title: 'Component cut off',
    description:
      'A NetworkPolicy keeps the manager from the API; it is restarted and waits.',
    inject: (controllers, hit) => ({
      heal: isolateComponent(controllers, {
        ...hit.release(),
        component: 'manager',
      }),
    }),
  },
  {
    id: 'versions-differ',
    title: 'Versions differ',
    description: 'Somebody gives the manager the image of another version.',
    inject: (controllers, hit) => ({
      heal: setComponentVersion(
        controllers,
        { ...hit.release(), component: 'manager' },
        OTHER_VERSION,
      ),
    }),
  },
  {
    id: 'proxy-exposed',
    title: 'Proxy exposed',
    description:
      "The values say proxy.type instead of proxyService.type, so that the chart makes a LoadBalancer Service for Kasm's proxy.",
    inject: (controllers, hit) => ({
      heal: changeChartValues(controllers, hit.helmChart(), {
        proxy: { type: 'ClusterIP' },
        proxyService: null,
      }),
    }),
  },
  {
    id: 'pod-dependency-missing',
    title: 'Database Secret missing',
    description:
      "Kasm's copy of the database Secret is deleted, and its API restarts.",
    inject: (controllers, hit) => ({
      heal: removeLogin(controllers, hit.database(), hit.release()),
    }),
  },
  {
    id: 'pod-not-ready',
    title: 'Component not ready',
    description: 'The API runs and fails its health check.',
    inject: (controllers, hit) => ({
      heal: failHealthCheck(controllers, {
        ...hit.release(),
        component: 'api',
      }),
    }),
  },
  {
    id: 'database-not-initialised',
    title: 'Database empty',
    description:
      "Kasm's tables are gone from its database, and its API restarts.",
    inject: (controllers, hit) => ({
      heal: emptyDatabase(controllers, hit.database(), hit.release()),
    }),
  },
  {
    id: 'database-login-refused',
    title: 'Database login refused',
    description:
      "The password in Kasm's copy of the database Secret is another one, and its API and manager restart.",
    inject: (controllers, hit) => ({
      heal: differLogin(controllers, hit.database(), hit.release()),
    }),
  },
  {
    id: 'database-unreachable-from-kasm',
    title: 'Database cut off from Kasm',
    description:
      'A NetworkPolicy closes the database to all but its own namespace: API and manager time out.',
    inject: (controllers, hit) => ({
      heal: shutDatabaseOff(controllers, hit.database(), hit.release()),
    }),
  },
];

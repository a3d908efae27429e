import { backups } from './texts/backups';
import { certificates } from './texts/certificates';
import { clusters } from './texts/clusters';
import { databases } from './texts/databases';
import { helmchartconfigs } from './texts/helmchartconfigs';
import { helmcharts } from './texts/helmcharts';
import { ingressroutes } from './texts/ingressroutes';
import { objectstores } from './texts/objectstores';
import { scheduledbackups } from './texts/scheduledbackups';
import { serverstransports } from './texts/serverstransports';

/** Schemas of the custom kinds that the portal writes. */
export const schemaTexts: Record<string, string> = {
  'clusters.postgresql.cnpg.io': clusters,
  'backups.postgresql.cnpg.io': backups,
  'scheduledbackups.postgresql.cnpg.io': scheduledbackups,
  'databases.postgresql.cnpg.io': databases,
  'objectstores.barmancloud.cnpg.io': objectstores,
  'certificates.cert-manager.io': certificates,
  'helmcharts.helm.cattle.io': helmcharts,
  'helmchartconfigs.helm.cattle.io': helmchartconfigs,
  'ingressroutes.traefik.io': ingressroutes,
  'serverstransports.traefik.io': serverstransports,
};

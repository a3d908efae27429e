import { backups } from './texts/backups';
import { certificaterequests } from './texts/certificaterequests';
import { certificates } from './texts/certificates';
import { clusterissuers } from './texts/clusterissuers';
import { clusters } from './texts/clusters';
import { databases } from './texts/databases';
import { externalsecrets } from './texts/externalsecrets';
import { gateways } from './texts/gateways';
import { helmchartconfigs } from './texts/helmchartconfigs';
import { helmcharts } from './texts/helmcharts';
import { httproutes } from './texts/httproutes';
import { imagecatalogs } from './texts/imagecatalogs';
import { ingressroutes } from './texts/ingressroutes';
import { keypairs } from './texts/keypairs';
import { datavolumes, migrations } from './texts/migrations';
import { middlewares } from './texts/middlewares';
import { networkAttachmentDefinitions } from './texts/networkAttachmentDefinitions';
import { objectstores } from './texts/objectstores';
import { scheduledbackups } from './texts/scheduledbackups';
import { serverstransports } from './texts/serverstransports';
import { tlsoptions } from './texts/tlsoptions';
import { tlsstores, traefikservices } from './texts/traefikservices';
import { virtualmachineimages } from './texts/virtualmachineimages';
import {
  virtualmachineinstances,
  virtualmachines,
} from './texts/virtualmachines';

/** Schemas of the custom kinds. */
export const schemaTexts: Record<string, string> = {
  'clusters.postgresql.cnpg.io': clusters,
  'backups.postgresql.cnpg.io': backups,
  'scheduledbackups.postgresql.cnpg.io': scheduledbackups,
  'databases.postgresql.cnpg.io': databases,
  'imagecatalogs.postgresql.cnpg.io': imagecatalogs,
  'clusterimagecatalogs.postgresql.cnpg.io': imagecatalogs,
  'objectstores.barmancloud.cnpg.io': objectstores,
  'certificates.cert-manager.io': certificates,
  'certificaterequests.cert-manager.io': certificaterequests,
  'clusterissuers.cert-manager.io': clusterissuers,
  'issuers.cert-manager.io': clusterissuers,
  'helmcharts.helm.cattle.io': helmcharts,
  'helmchartconfigs.helm.cattle.io': helmchartconfigs,
  'ingressroutes.traefik.io': ingressroutes,
  'middlewares.traefik.io': middlewares,
  'serverstransports.traefik.io': serverstransports,
  'tlsoptions.traefik.io': tlsoptions,
  'tlsstores.traefik.io': tlsstores,
  'traefikservices.traefik.io': traefikservices,
  'gateways.gateway.networking.k8s.io': gateways,
  'httproutes.gateway.networking.k8s.io': httproutes,
  'externalsecrets.external-secrets.io': externalsecrets,
  'virtualmachines.kubevirt.io': virtualmachines,
  'virtualmachineinstances.kubevirt.io': virtualmachineinstances,
  'virtualmachineinstancemigrations.kubevirt.io': migrations,
  'datavolumes.cdi.kubevirt.io': datavolumes,
  'virtualmachineimages.harvesterhci.io': virtualmachineimages,
  'keypairs.harvesterhci.io': keypairs,
  'network-attachment-definitions.k8s.cni.cncf.io':
    networkAttachmentDefinitions,
};

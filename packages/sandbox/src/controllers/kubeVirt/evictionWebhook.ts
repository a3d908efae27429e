import type { AdmissionWebhook } from '../../apiserver/admission/AdmissionWebhook';
import type { ClusterStore } from '../../apiserver/ClusterStore';
import { StatusError } from '../../apiserver/StatusError';
import { INSTANCES } from './machineResources';
import { movesAway } from './startEvacuations';

/** KubeVirt's webhook for evictions: a machine that can move does so instead, and the eviction is to be tried again. */
export const evictionWebhook = (store: ClusterStore): AdmissionWebhook => ({
  resources: ['pods/eviction'],
  validate({ metadata, spec }) {
    const { namespace, labels = {} } = metadata;
    const name = labels['vm.kubevirt.io/name'];
    const instance =
      labels['kubevirt.io'] === 'virt-launcher' &&
      store.get(INSTANCES, namespace, name);
    if (!instance || !movesAway(instance)) {
      return [];
    }
    if (instance.status?.nodeName === spec.nodeName) {
      store.updateStatus(INSTANCES, namespace, name, status => {
        status.evacuationNodeName = spec.nodeName;
      });
    }
    throw new StatusError(
      429,
      'TooManyRequests',
      `admission webhook "virt-launcher-eviction-interceptor.kubevirt.io" denied the request: Eviction triggered evacuation of VMI "${namespace}/${name}"`,
      {},
    );
  },
});

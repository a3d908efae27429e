import { quantity } from '../quantity';

type Side = 'requests' | 'limits';

const amountOf = (container: any, side: Side, resource: string): number =>
  quantity(
    container.resources?.[side]?.[resource] ??
      (side === 'requests' ? container.resources?.limits?.[resource] : 0),
  );

/** What a pod asks for in all: its containers together, or its largest init container if that is more. */
export function podAmount(spec: any, side: Side, resource: string): number {
  const sum = (containers: any[]) =>
    containers.reduce(
      (total, each) => total + amountOf(each, side, resource),
      0,
    );
  const init: any[] = spec?.initContainers ?? [];
  const sidecars = init.filter(each => each.restartPolicy === 'Always');
  const running = sum([...(spec?.containers ?? []), ...sidecars]);
  const largest = Math.max(
    0,
    ...init
      .filter(each => each.restartPolicy !== 'Always')
      .map(each => amountOf(each, side, resource)),
  );
  return (
    Math.max(running, largest + sum(sidecars)) +
    quantity(spec?.overhead?.[resource])
  );
}

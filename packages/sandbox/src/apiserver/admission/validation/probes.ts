import { forbidden, notNegative, required, type Causes } from './causes';
import { portOrNameCauses } from './names';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

/** What is wrong with a probe. */
export function probeCauses(probe: any, field: string): Causes {
  if (!probe) {
    return [];
  }
  const handlers = HANDLERS.filter(name => probe[name]);
  const causes: Causes = [];
  if (handlers.length === 0) {
    causes.push(required(field, 'must specify a handler type'));
  }
  for (const handler of handlers.slice(1)) {
    causes.push(
      forbidden(
        `${field}.${handler}`,
        'may not specify more than 1 handler type',
      ),
    );
  }
  if (handlers[0] === 'exec' && !probe.exec.command?.length) {
    causes.push(required(`${field}.exec.command`));
  }
  for (const handler of ['httpGet', 'tcpSocket']) {
    if (handlers[0] === handler) {
      causes.push(
        ...portOrNameCauses(`${field}.${handler}.port`, probe[handler].port),
      );
    }
  }
  for (const name of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ]) {
    causes.push(...notNegative(`${field}.${name}`, probe[name]));
  }
  return causes;
}

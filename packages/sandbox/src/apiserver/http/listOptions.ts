import { badRequest, invalid, type StatusCause } from '../StatusError';

type Causes = Required<StatusCause>[];

const forbidden = (field: string, why: string) => ({
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${why}`,
  field,
});
const unsupported = (value: string, known: string[]) => ({
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${JSON.stringify(
    value,
  )}: supported values: ${known.map(each => JSON.stringify(each)).join(', ')}`,
  field: 'resourceVersionMatch',
});

/** A whole number of a query; undefined when absent, 400 when it is none. */
export function queryNumber(
  query: URLSearchParams,
  name: string,
): number | undefined {
  const text = query.get(name) ?? '';
  if (text === '') {
    return undefined;
  }
  if (!/^[-+]?\d+$/.test(text)) {
    throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  }
  return Number(text);
}

function listCauses(query: URLSearchParams): Causes {
  const match = query.get('resourceVersionMatch') ?? '';
  const revision = query.get('resourceVersion') ?? '';
  const field = 'resourceVersionMatch';
  const causes: Causes = [];
  if (match !== '') {
    if (revision === '') {
      causes.push(
        forbidden(
          field,
          'resourceVersionMatch is forbidden unless resourceVersion is provided',
        ),
      );
    }
    if (query.get('continue')) {
      causes.push(
        forbidden(
          field,
          'resourceVersionMatch is forbidden when continue is provided',
        ),
      );
    }
    if (!['Exact', 'NotOlderThan'].includes(match)) {
      causes.push(unsupported(match, ['Exact', 'NotOlderThan', '']));
    }
    if (match === 'Exact' && revision === '0') {
      causes.push(
        forbidden(
          field,
          'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
        ),
      );
    }
  }
  if (query.get('sendInitialEvents')) {
    causes.push(
      forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'),
    );
  }
  return causes;
}

function watchCauses(query: URLSearchParams): Causes {
  const match = query.get('resourceVersionMatch') ?? '';
  const field = 'resourceVersionMatch';
  const causes: Causes = [];
  if (query.get('sendInitialEvents')) {
    if (match !== 'NotOlderThan') {
      causes.push(
        forbidden(
          field,
          'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
        ),
      );
    }
  } else if (match !== '') {
    causes.push(
      forbidden(
        field,
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      ),
    );
  }
  if (match !== '' && match !== 'NotOlderThan') {
    causes.push(unsupported(match, ['NotOlderThan']));
  }
  return causes;
}

/** Refuses options of a list or a watch that contradict each other; throws 422, or 400 for no numbers. */
export function requireListOptions(
  query: URLSearchParams,
  watching: boolean,
): void {
  queryNumber(query, 'limit');
  queryNumber(query, 'timeoutSeconds');
  const causes = watching ? watchCauses(query) : listCauses(query);
  if (causes.length > 0) {
    throw invalid({ kind: 'ListOptions', group: 'meta.k8s.io' }, '', causes);
  }
}

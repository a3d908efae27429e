import type { FieldChange } from './diffFields';

/** What would become of one object. */
export interface PlanEntry {
  action: 'create' | 'change' | 'unchanged' | 'remove';
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
  /** Of a change: what differs. Values of Secrets are never among it. */
  fields: FieldChange[];
  /** The server could not be asked, because the namespace does not exist yet. */
  unchecked?: boolean;
}

/**
 * Sections of the tab by their anchor. The anchors are part of links that people keep.
 *
 * @internal
 */
export const SECTIONS = {
  overview: 'Overview',
  diagnosis: 'Diagnosis',
  'control-plane': 'Control plane',
  database: 'Database',
  agents: 'Agents',
  ingress: 'Ingress',
  verification: 'Verification',
} as const;

/** @internal */
export type SectionId = keyof typeof SECTIONS;

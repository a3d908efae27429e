/** What a cluster's API can be like for those who call it, in the words of a person. */
export const WEATHERS = {
  fair: 'answers as it should',
  hang: 'accepts connections and answers nothing',
  refuse: 'refuses connections',
  unauthorized: 'takes no credentials (401)',
  forbidden: 'knows the credentials and allows nothing (403)',
  'not-found': 'knows no resource (404)',
  gone: 'has forgotten every resourceVersion (410, as an event)',
  'gone-http': 'has forgotten every resourceVersion (410, as the answer)',
  busy: 'is overloaded (429 with Retry-After)',
  broken: 'fails at everything (500)',
  'half-open': 'lets watches go silent without ending them',
  slow: 'sends its bytes a few at a time',
  truncated: 'breaks every answer off in the middle of a line',
  duplicate: 'sends every event of a watch twice',
  'out-of-order': 'sends the events of a watch in the wrong order',
} as const;

/** What a cluster's API is like; one at a time. */
export type Weather = keyof typeof WEATHERS;

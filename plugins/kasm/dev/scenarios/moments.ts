type Length = {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
};

function ms({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Length): number {
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}

/** RFC 3339 of a moment that long before this file was loaded. */
export function ago(length: Length): string {
  return new Date(Date.now() - ms(length)).toISOString();
}

/** RFC 3339 of a moment that long after this file was loaded. */
export function ahead(length: Length): string {
  return new Date(Date.now() + ms(length)).toISOString();
}

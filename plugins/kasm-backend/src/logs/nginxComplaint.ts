const TIME = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d) /;
const UPSTREAM = /, upstream: "(https?:\/\/[^/"\s]{1,260})/;
const MOST_WORDS = 120;

/**
 * What nginx's error log says, and about which upstream: whose browser asked for what is left out.
 * Another line is its own text.
 *
 * @internal
 */
export function nginxComplaint(line: string): { text: string; at?: string } {
  const [, year, month, day, time] = TIME.exec(line) ?? [];
  // Containers are in UTC.
  const at = year && new Date(`${year}-${month}-${day}T${time}Z`);
  const client = line.indexOf(', client: ');
  const upstream = UPSTREAM.exec(line)?.[1];
  const words = client < 0 ? line : line.slice(0, client);
  return {
    text:
      upstream && client >= 0
        ? `${words.slice(0, MOST_WORDS)}, upstream: ${upstream}`
        : words,
    ...(at &&
      !Number.isNaN(at.getTime()) && {
        at: at.toISOString().replace('.000', ''),
      }),
  };
}

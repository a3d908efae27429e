/** Kasm writes UTC without saying so, as Python does: no fraction when there is none. */
export function kasmDate(moment: Date | number): string {
  const [seconds, milliseconds] = new Date(moment)
    .toISOString()
    .replace('T', ' ')
    .replace('Z', '')
    .split('.');
  return milliseconds === '000' ? seconds : `${seconds}.${milliseconds}000`;
}

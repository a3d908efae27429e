/** From a real moment on, so many simulated seconds pass per second. All in milliseconds since 1970. */
interface Stretch {
  real: number;
  simulated: number;
  speed: number;
}

/** How many changes of speed are remembered; moments before them count from the first. */
const REMEMBERED = 100;

/** Which simulated time it was at which real one, over changes of speed and jumps ahead. */
export class SimulatedTime {
  private readonly stretches: Stretch[];

  constructor(first: Stretch) {
    this.stretches = [first];
  }

  /** The simulated time at a real moment. */
  at(real: number): number {
    const stretch =
      this.stretches.findLast(each => each.real <= real) ?? this.stretches[0];
    return stretch.simulated + (real - stretch.real) * stretch.speed;
  }

  /** What comes from now on passes otherwise. */
  continueWith(stretch: Stretch): void {
    this.stretches.push(stretch);
    if (this.stretches.length > REMEMBERED) this.stretches.shift();
  }
}

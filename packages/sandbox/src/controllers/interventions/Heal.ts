/** Undoes an intervention; calling it again does nothing. */
export type Heal = () => void;

/** Makes a way of healing that works once. */
export function once(heal: () => void): Heal {
  let healed = false;
  return () => {
    if (!healed) {
      healed = true;
      heal();
    }
  };
}

// A short buzz that tells of a win to a person who looks elsewhere, where the device can.
import { buzzMs } from '../limits.ts';

/** Does nothing on a page that nobody has touched yet: there a browser forbids it, and logs the try as an error. */
export function buzz(): void {
  if (navigator.userActivation?.hasBeenActive === true) navigator.vibrate?.(buzzMs);
}

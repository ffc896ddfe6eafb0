// How something stands, for badges and notices. A tone is a colour and a sign, so that colour never speaks alone.

/** `good`: done; `wait`: going on; `warn`: look here; `bad`: went wrong; `still`: nothing happens. */
export type Tone = 'good' | 'wait' | 'warn' | 'bad' | 'still';

/** The sign of each tone, as the path of a 16 by 16 drawing in strokes. */
export const toneSigns: { readonly [tone in Tone]: string } = {
  good: 'M3 8.5 6.5 12 13 4.5',
  wait: 'M8 3.5V8l3 2',
  warn: 'M8 3v6M8 12.2v.3',
  bad: 'M4 4l8 8M12 4l-8 8',
  still: 'M4 8h8',
};

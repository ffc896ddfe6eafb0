/** Remembers what was found out about tokens. Bounded: a newcomer takes the place of another one. */
export type TokenMemory<Value> = {
  get(token: string): Value | undefined;
  /** Remembers from now on. */
  set(token: string, value: Value): void;
  /** Remembers when it is offered again: who comes once leaves a number, and nothing for the collector of garbage. */
  offer(token: string, value: Value): void;
};

/** Places that a token may have; so many tags share a line of the processor's cache. */
const setPlaces = 8;

/** The letters at the end of a token by which it is looked up: those of a signature are as good as random. */
const tagLetters = 8;

/**
 * Makes a memory of `places` tokens, a power of two. It is looked up by a number made of the token's last letters, and
 * what is found is compared as a whole: a map would hash every letter of every token that comes, known or not, which
 * costs more than the rest of the look-up.
 */
export function createTokenMemory<Value>(places: number): TokenMemory<Value> {
  const tags = new Int32Array(places);
  const tokens = new Array<string | undefined>(places).fill(undefined);
  const values = new Array<Value | undefined>(places).fill(undefined);
  let newcomers = 0;

  const firstOf = (tag: number) => (tag & (places / setPlaces - 1)) * setPlaces;
  const placeOf = (tag: number, sought = tag): number => {
    const first = firstOf(tag);
    for (let place = first; place < first + setPlaces; place += 1) if (tags[place] === sought) return place;
    return -1;
  };
  const takePlace = (tag: number): number => {
    newcomers += 1;
    const free = placeOf(tag, 0);
    const place = free === -1 ? firstOf(tag) + (newcomers % setPlaces) : free;
    tags[place] = tag;
    tokens[place] = undefined;
    values[place] = undefined;
    return place;
  };
  const keep = (place: number, token: string, value: Value) => {
    tokens[place] = token;
    values[place] = value;
  };
  return {
    get(token) {
      const place = placeOf(tagOf(token));
      return place !== -1 && tokens[place] === token ? values[place] : undefined;
    },
    set(token, value) {
      const tag = tagOf(token);
      const place = placeOf(tag);
      keep(place === -1 ? takePlace(tag) : place, token, value);
    },
    offer(token, value) {
      const tag = tagOf(token);
      const place = placeOf(tag);
      if (place === -1) takePlace(tag);
      else keep(place, token, value);
    },
  };
}

// Never 0, which says that a place is free.
function tagOf(token: string): number {
  let tag = 0;
  for (let at = Math.max(0, token.length - tagLetters); at < token.length; at += 1)
    tag = Math.imul(tag ^ token.charCodeAt(at), 0x9e3779b1) ^ (tag >>> 15);
  return tag ^ (tag >>> 16) || 1;
}

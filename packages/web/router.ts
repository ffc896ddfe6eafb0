// The address bar: which place is shown, and how to go to another without loading the page anew.
import type { Ref } from 'vue';
import { shallowRef } from 'vue';

export type Router<Place> = {
  readonly place: Readonly<Ref<Place>>;
  /** Goes to a path of this site. */
  go(path: string): void;
};

/** Makes the router of the page; what an address means is the app's own. */
export function createRouter<Place>(placeOf: (path: string) => Place): Router<Place> {
  const place = shallowRef(placeOf(location.pathname));
  const show = (): void => {
    place.value = placeOf(location.pathname);
  };
  addEventListener('popstate', show);
  return {
    place,
    go: (path) => {
      if (path !== location.pathname + location.search) history.pushState(null, '', path);
      show();
      scrollTo(0, 0);
    },
  };
}

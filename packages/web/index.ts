// What the pages of both web apps know alike: their language, the server's time, the address bar, who listens.
export type { Announcer } from './announcer.ts';
export { createAnnouncer } from './announcer.ts';
export type { ServerClock } from './clock/server-clock.ts';
export { createServerClock } from './clock/server-clock.ts';
export type { Ticker } from './clock/ticker.ts';
export { createTicker } from './clock/ticker.ts';
export { followLinks } from './follow-links.ts';
export type { Language } from './language/choose-language.ts';
export { chooseLanguage, languages } from './language/choose-language.ts';
export type { Text, TextValues } from './language/fill-text.ts';
export { fillText } from './language/fill-text.ts';
export { formatLeft } from './language/format.ts';
export type { Say } from './language/say.ts';
export { createSay } from './language/say.ts';
export type { Presence } from './presence.ts';
export { createPresence } from './presence.ts';
export type { Router } from './router.ts';
export { createRouter } from './router.ts';

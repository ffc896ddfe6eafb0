// Every bound of the shop's pages, with its unit and its reason.

/** Milliseconds: from here on the countdown stands on the button instead of the reminder. */
export const nearOpeningMs = 10 * 60_000;

/** Milliseconds of one ask: an answer takes up to 800 ms, the rest is for bad networks. */
export const askTimeoutMs = 8_000;

/** Tries of one intent, looking up and asking together: about two minutes with the waits between them. */
export const askTriesMax = 24;

/** Milliseconds: the bound of the first wait between two tries; it doubles with each of them. */
export const askWaitBaseMs = 250;

/** Milliseconds: the bound of any wait of ours between two tries. */
export const askWaitMaxMs = 8_000;

/** Milliseconds after which an ask that is on its way is called slow. */
export const slowAfterMs = 3_000;

/** Milliseconds: a wish that was sent this long ago may be sent again after a reload; an older one is only looked up. */
export const wishFreshMs = 60_000;

/** Milliseconds until a refusal of ours gives way to what the sale's cached state says. */
export const refusalShownMs = 3_000;

/** Milliseconds until a page that could not learn how the shop knows its visitors asks again. */
export const startRetryMs = 2_000;

/** Milliseconds before the hold ends at which the page warns: what a person needs to pay by card. */
export const holdWarningMs = 60_000;

/** Milliseconds without news of the sale after which the page says so. */
export const staleAfterMs = 10_000;

/** Up to this number of free units the page says "few left": the exact number would be old before it is read. */
export const fewLeftMax = 10;

/** Orders on one page of "my orders". */
export const orderPageSize = 20;

/** Minutes before the opening at which the reminder rings. */
export const reminderMinutes = 5;

/** Milliseconds of the buzz that tells of a win, where the device can. */
export const buzzMs = 80;

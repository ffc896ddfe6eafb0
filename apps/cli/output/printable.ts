// Control characters, and those that turn the direction of the text around: either may hide what a line says.
const unprintable = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text from outside as it may stand on a terminal: it can neither move the cursor nor turn the line around. */
export const printable = (text: string): string => text.replaceAll(unprintable, '\u{fffd}');

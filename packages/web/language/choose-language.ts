// Which language a page speaks.

/** The languages that the shop speaks, the first one when nothing else decides. */
export const languages = ['en', 'zh'] as const;

export type Language = (typeof languages)[number];

const isLanguage = (text: string | undefined): text is Language => languages.some((language) => language === text);

/** The one that was chosen before, else the first that the browser prefers (its `Accept-Language`), else English. */
export function chooseLanguage(remembered: string | null, preferred: readonly string[]): Language {
  if (remembered !== null && isLanguage(remembered)) return remembered;
  return preferred.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? languages[0];
}

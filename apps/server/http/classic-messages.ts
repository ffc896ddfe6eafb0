import type { ClassicCode } from '@penstock/contract';

/** The languages of the classic answers; the first is spoken to who asks for none of them. */
const languages = ['en', 'zh'] as const;

export type Language = (typeof languages)[number];

const messages: Readonly<Record<Language, Readonly<Record<ClassicCode, string>>>> = {
  en: {
    0: 'A unit is yours. Please pay in time.',
    1: 'The sale has not started yet.',
    2: 'You have already taken part in this sale.',
    3: 'Sold out.',
    4: 'The sale has ended.',
    5: 'The sale is paused.',
  },
  zh: {
    0: '抢购成功，请尽快付款。',
    1: '活动尚未开始。',
    2: '您已参与过本次活动。',
    3: '已售罄。',
    4: '活动已结束。',
    5: '活动已暂停。',
  },
};

/** What a person reads. */
export function classicMessage(code: ClassicCode, language: Language): string {
  return messages[language][code];
}

/** The language that an `Accept-Language` header likes best among ours. Equal weights: the one named first. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';');
    const weight = parameters.map((each) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(each)?.[1]).find(Boolean);
    return { language: languages.find((each) => each === tag.slice(0, 2).toLowerCase()), weight: Number(weight ?? 1) };
  });
  const best = wanted
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .reduce<(typeof wanted)[number] | undefined>((a, b) => (a === undefined || b.weight > a.weight ? b : a), undefined);
  return best?.language ?? languages[0];
}

// The words of the shop, in one of its languages.
import type { Say as SayKeys } from '@penstock/web';
import type { FirstTextKey } from '../../texts/en.ts';
import type { MoreTextKey } from '../../texts/en-more.ts';

export type TextKey = FirstTextKey | MoreTextKey;

export type Say = SayKeys<TextKey>;

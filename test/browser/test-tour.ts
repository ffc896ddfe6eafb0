// Two visitors who see the same states at once, one in English on a desktop, one in Chinese at 320 pixels in the dark;
// and what must be true of every page that they see, in their own look and in the other's.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import type { PageOptions } from './test-browser.ts';
import { axeFindings, openPage, shiftsOf } from './test-browser.ts';

type Look = {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
};

const desktop: Look = { viewport: { width: 1280, height: 720 }, colorScheme: 'light' };
const phone: Look = { viewport: { width: 320, height: 568 }, colorScheme: 'dark' };

/** The words by which a test knows that a state is shown. */
export const words = {
  en: {
    remind: 'Remind me',
    reminded: 'A calendar entry',
    startsIn: /^Starts in/,
    buy: 'Buy now',
    oneMore: 'Buy one more',
    pay: 'Pay ¥99.00',
    giveBack: 'Give it back',
    tellMe: 'Tell me if one frees up',
    watching: 'Watching. Tap to stop',
    paused: 'Paused',
    ended: 'Ended',
    soldOut: 'Sold out',
    lost: 'All were reserved a moment before you',
    lastRefundDue: 'Your payment came too late. ¥99.00 is on its way back.',
    lastRefunded: 'Your payment came too late. ¥99.00 was returned.',
    lastExpired: 'Your reservation was not paid in time',
    offline: 'You are offline. Nothing was sent.',
    stale: /^No news from the shop for \d+ s/,
    slow: 'Still sending.',
    checking: 'Checking…',
    busy: 'Very busy',
    tooFast: 'One moment',
    unreachable: 'No answer',
    inLine: 'In line',
    warning: 'Pay now',
    timeUp: 'Time is up',
    paid: 'It is yours',
    expired: 'Has ended',
    cancelled: 'Given back',
    refundDue: 'Comes back',
    refunded: 'Returned',
    refused: 'Was not kept',
    lastRefused: 'The shop had to restart its books',
    approve: 'Approve',
    change: 'Be someone else',
    signIn: 'Sign in',
    limitReached: 'You have as many as one person may have',
    keyReused: 'Your choice has changed on the way',
    notPayable: 'This order cannot be paid any more',
    notCancellable: 'This order cannot be given back any more',
    inProgress: 'Your payment is just being made',
    broken: 'Something broke in the shop',
    network: 'The shop could not be reached',
    sales: 'Sales',
    noOrders: 'You have no orders yet',
    how: 'How we pick',
    signInFailed: 'Signing in did not work',
    noSale: 'There is no such sale',
    noOrder: 'There is no such order here',
  },
  zh: {
    remind: '提醒我',
    reminded: '已为您生成带提醒的日历文件',
    startsIn: /后开始$/,
    buy: '立即抢购',
    oneMore: '再抢一件',
    pay: '支付 ¥99.00',
    giveBack: '放弃名额',
    tellMe: '有名额释放时通知我',
    watching: '正在留意，点按取消',
    paused: '已暂停',
    ended: '已结束',
    soldOut: '已抢光',
    lost: '就差一点点，名额刚被抢完',
    lastRefundDue: '您的付款到得太晚，¥99.00 正在退回。',
    lastRefunded: '您的付款到得太晚，¥99.00 已退回。',
    lastExpired: '您的名额因未及时付款已释放',
    offline: '网络已断开，未提交任何内容。',
    stale: /^已有 \d+ 秒没有收到商家的消息/,
    slow: '仍在提交',
    checking: '正在确认…',
    busy: '人数较多',
    tooFast: '请稍候',
    unreachable: '没有答复',
    inLine: '排队中',
    warning: '请尽快付款',
    timeUp: '时间已到',
    paid: '支付成功',
    expired: '已释放',
    cancelled: '已放弃',
    refundDue: '正在退回',
    refunded: '已退回',
    refused: '未能保留',
    lastRefused: '商家的账目正在重建',
    approve: '批准付款',
    change: '换一个人',
    signIn: '登录',
    limitReached: '您在本场已达到限购数量',
    keyReused: '提交途中选择有变',
    notPayable: '此订单已不能付款',
    notCancellable: '此订单已不能放弃',
    inProgress: '您的付款正在进行',
    broken: '商家系统出了故障',
    network: '暂时联系不上商家',
    sales: '抢购活动',
    noOrders: '您还没有订单',
    how: '规则说明',
    signInFailed: '登录没有成功',
    noSale: '没有这个活动',
    noOrder: '这里没有这个订单',
  },
} as const;

export type Words = { readonly [name in keyof (typeof words)['en']]: string | RegExp };

export type Visitor = { readonly page: Page; readonly words: Words; readonly language: 'en' | 'zh' };

export type Tour = {
  /** Does the same with both visitors at once. */
  each<Result>(act: (visitor: Visitor) => Promise<Result>): Promise<readonly Result[]>;
  /** Waits until both see a state, then checks their pages. */
  see(state: string, show: (visitor: Visitor) => Promise<unknown>): Promise<void>;
};

/** Opens a page for each of the two. `moves` says that what is shown may move: a board that shows a running sale does. */
export async function openTour(t: TestContext, { moves = false }: { readonly moves?: boolean } = {}): Promise<Tour> {
  const looks: readonly [PageOptions & Look, Visitor['language'], Look][] = [
    [desktop, 'en', phone],
    [{ ...phone, locale: 'zh-CN', reducedMotion: 'reduce' }, 'zh', desktop],
  ];
  const visitors = await Promise.all(
    looks.map(async ([look, language, other]) => {
      return { page: await openPage(t, look), language, words: words[language], look, other };
    }),
  );
  const each: Tour['each'] = (act) => Promise.all(visitors.map(act));
  return {
    each,
    see: async (state, show) => {
      await each(show);
      for (const { page, look, other } of visitors) {
        if (!moves) assert.deepEqual(await shiftsOf(page), [], `something moved: ${state}`);
        await checkLooks(page, state, [look, other]);
      }
    },
  };
}

/** Nothing that axe knows is wrong and nothing scrolls sideways, in the page's own look and in another. */
async function checkLooks(page: Page, state: string, [look, other]: readonly [Look, Look]): Promise<void> {
  await checkLook(page, state);
  // Colours that are still on their way from one scheme to the other are nobody's.
  await page.emulateMedia({ colorScheme: other.colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize(other.viewport);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await checkLook(page, state);
  await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: null });
  await page.setViewportSize(look.viewport);
}

async function checkLook(page: Page, state: string): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 };
  assert.deepEqual(await axeFindings(page), [], `${state} at ${width} pixels`);
  const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(scrollWidth <= width, `${state} scrolls sideways: ${scrollWidth} of ${width}`);
}

// The page "how we pick" in both languages: it is read by few, so it is loaded by itself.
import type { Language } from '@penstock/web';

export type Chapter = { readonly title: string; readonly lines: readonly string[] };

export type HowWePick = { readonly title: string; readonly intro: string; readonly chapters: readonly Chapter[] };

export const howWePick: { readonly [language in Language]: HowWePick } = {
  en: {
    title: 'How we pick',
    intro: 'Who gets a unit is decided by a rule that you can read here, and not by anything else.',
    chapters: [
      {
        title: 'First come, first served',
        lines: [
          'Every sale opens at one exact instant, by the clock of our server. Your device’s clock does not matter: the page counts down by ours.',
          'Nothing is given before that instant, to anybody. A request that comes too early is neither counted nor held against you.',
          'From then on requests are decided in the order in which they reach us. Each unit has a number and is given to one person only.',
        ],
      },
      {
        title: 'What does not help',
        lines: [
          'Tapping more often, reloading, or opening more tabs: one person has one wish at a time, however often it is sent.',
          'Coming early: the page stays up to date by itself.',
          'Programs that ask many times: each account is limited, and refused requests gain nothing.',
        ],
      },
      {
        title: 'After you were quick enough',
        lines: [
          '“In line” means that your request is being recorded. “Reserved for you” means that the unit is yours until the time shown.',
          'You pay within that time. The end is fixed for everybody alike, since the next person is waiting: a unit that is not paid goes back on sale at once.',
          'You may give it back before you pay. Nothing is charged then.',
        ],
      },
      {
        title: 'When it is over',
        lines: [
          '“All reserved” means that units may come back. “Sold out” means that every unit is paid for: then there is none to wait for.',
          'If you get nothing, no money has moved. If money ever arrives after a reservation has ended, it is returned to you by itself.',
          'After each sale the books are audited: every unit is free, reserved or sold, exactly once.',
        ],
      },
    ],
  },
  zh: {
    title: '规则说明',
    intro: '谁能买到，只由下面公开的规则决定，与其他任何因素无关。',
    chapters: [
      {
        title: '先到先得',
        lines: [
          '每场活动都在一个确定的时刻开始，以我们服务器的时间为准。您设备上的时间不影响结果：页面按服务器时间倒计时。',
          '在此之前不会给任何人名额。来得太早的请求既不计入，也不会对您不利。',
          '开始之后，按请求到达的先后顺序决定。每一件商品都有编号，只会给一个人。',
        ],
      },
      {
        title: '这些做法没有用',
        lines: [
          '反复点击、刷新或多开页面：同一个人同一时刻只有一个请求，发送多少次都一样。',
          '提前很久等待：页面会自动更新。',
          '用程序大量请求：每个账号都有限制，被拒绝的请求没有任何好处。',
        ],
      },
      {
        title: '抢到之后',
        lines: [
          '“排队中”表示您的请求正在登记；“抢到了”表示在显示的时间之前，这一件属于您。',
          '请在此期间付款。截止时间对所有人一样，因为还有人在等：未付款的会立刻重新开放。',
          '付款前您可以放弃，不会扣款。',
        ],
      },
      {
        title: '结束之后',
        lines: [
          '“暂时售罄”表示可能还有名额释放；“已抢光”表示每一件都已付款，不必再等。',
          '没有抢到，就不会扣款。如果款项在名额到期之后才到账，会自动原路退回。',
          '每场活动结束后都会核对账目：每一件商品或剩余、或保留、或售出，只会有一种状态。',
        ],
      },
    ],
  },
};

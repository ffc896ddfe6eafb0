import type { SandboxScenario } from '@penstock/contract';
import type { Language } from '../classic-messages.ts';

type Status = 'open' | 'failed' | 'closed' | 'captured' | 'refunded';

export type SandboxTexts = {
  readonly title: string;
  readonly notReal: string;
  readonly amount: string;
  readonly order: string;
  readonly payBy: string;
  readonly tooLate: string;
  readonly cases: string;
  readonly casesHint: string;
  readonly choose: string;
  readonly back: string;
  readonly status: Readonly<Record<Status, string>>;
  /** What a person does, or makes happen. */
  readonly scenario: Readonly<Record<SandboxScenario, string>>;
};

const en: SandboxTexts = {
  title: 'Sandbox payment',
  notReal: 'This is a test page. No real money moves.',
  amount: 'Amount',
  order: 'Order',
  payBy: 'Pay by',
  tooLate: 'This payment was already decided, or the shop closed it. Nothing was taken just now.',
  cases: 'Test cases',
  casesHint: 'What can go wrong between a payment provider and a shop. The shop must end in order each time.',
  choose: 'Go',
  back: 'Back to the order',
  status: {
    open: 'Waiting for you.',
    failed: 'Declined. You may still approve it.',
    closed: 'Closed by the shop. It can not be paid any more.',
    captured: 'Paid.',
    refunded: 'Paid, and given back.',
  },
  scenario: {
    approve: 'Approve',
    decline: 'Decline',
    'late-webhook': 'Approve; the shop hears of it 10 seconds later',
    'duplicate-webhook': 'Approve; the shop is told three times',
    'lost-webhook': 'Approve; the shop is never told and has to ask',
    'out-of-order': 'Approve; then an older decline arrives',
    'wrong-amount': 'Pay one cent too little',
    'slow-capture': 'Approve; no answer for 3 seconds',
    'silent-capture': 'Approve; no answer until the time to pay is over, so that the money is too late',
    'refund-fails-once': 'The same, and the refund fails the first time',
  },
};

const zh: SandboxTexts = {
  title: '沙盒支付',
  notReal: '这是测试页面，不会产生真实扣款。',
  amount: '金额',
  order: '订单',
  payBy: '付款截止',
  tooLate: '该笔支付已有结果，或已被商家关闭。本次没有扣款。',
  cases: '测试场景',
  casesHint: '支付平台与商家之间可能出现的异常。无论哪一种，商家的账目最终都应当一致。',
  choose: '执行',
  back: '返回订单',
  status: {
    open: '等待您付款。',
    failed: '已拒绝，仍可批准。',
    closed: '商家已关闭，无法再付款。',
    captured: '已付款。',
    refunded: '已付款并已退款。',
  },
  scenario: {
    approve: '批准付款',
    decline: '拒绝付款',
    'late-webhook': '批准；商家 10 秒后才收到通知',
    'duplicate-webhook': '批准；通知重复发送三次',
    'lost-webhook': '批准；通知丢失，商家须主动查询',
    'out-of-order': '批准；随后才收到较早的拒绝通知',
    'wrong-amount': '少付一分钱',
    'slow-capture': '批准；3 秒内无应答',
    'silent-capture': '批准；付款截止前无应答，款项到得太晚',
    'refund-fails-once': '同上，且第一次退款失败',
  },
};

export const sandboxTexts: Readonly<Record<Language, SandboxTexts>> = { en, zh };

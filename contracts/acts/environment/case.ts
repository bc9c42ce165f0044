import { caseHeader, reasons, reporter } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { REGISTERED } from '../tracks.ts';

const HOTLINE = '环保举报热线工作管理办法(15号令)';

/** Reports, the registration of a case and its evidence. */
export const CASE_ACTS = {
  receiveReport: {
    zh: '接收举报',
    en: 'Receive a report',
    article: HOTLINE,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    opens: true,
    confidential: true,
    moves: { report: { from: ['NONE'], to: 'RECEIVED' } },
    payload: { ...caseHeader('举报事项'), ...reporter },
  },
  acceptReport: {
    zh: '受理举报',
    en: 'Accept the report',
    article: HOTLINE,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    confidential: true,
    moves: { report: { from: ['RECEIVED'], to: 'ACCEPTED' } },
  },
  declineReport: {
    zh: '不予受理举报',
    en: 'Decline the report',
    article: HOTLINE,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    confidential: true,
    moves: { report: { from: ['RECEIVED'], to: 'NOT_ACCEPTED' } },
    payload: reasons('不予受理的理由'),
  },
  extendReport: {
    zh: '延长举报办理期限',
    en: 'Extend the handling of the report',
    article: HOTLINE,
    by: 'ENVIRONMENT',
    roles: ['HEAD'],
    confidential: true,
    moves: { report: { from: ['ACCEPTED'] } },
    payload: reasons('延长的理由（须告知举报人）'),
  },
  concludeReport: {
    zh: '办结举报',
    en: 'Conclude the report',
    article: HOTLINE,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    confidential: true,
    moves: { report: { from: ['ACCEPTED'], to: 'CONCLUDED' } },
    payload: reasons('办理结果'),
  },
  openCase: {
    zh: '登记案件',
    en: 'Open a case',
    article: '行政处罚法 art. 54',
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    opens: true,
    moves: { administrative: { from: ['NONE'], to: 'INVESTIGATING' } },
    payload: {
      ...caseHeader('案件'),
      conductEndedOn: { kind: 'date', zh: '违法行为终了之日', optional: true },
      grave: {
        kind: 'boolean',
        zh: '涉及公民生命健康安全、金融安全且有危害后果（行政处罚法第36条）',
        optional: true,
      },
    },
    entryDuty: 'H17-34-1',
  },
  registerEvidence: {
    zh: '登记证据',
    en: 'Register evidence',
    article: '刑事诉讼法(2018) art. 54',
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: { administrative: { from: REGISTERED } },
    payload: {
      title: { kind: 'text', zh: '证据名称' },
      kind: { kind: 'text', zh: '证据种类' },
      file: { kind: 'file', zh: '已上传文件的 SHA-256' },
      capturedAt: { kind: 'instant', zh: '采集时间', optional: true },
      capturedBy: { kind: 'texts', zh: '采集人（二人以上）', optional: true },
      capturedPlace: { kind: 'text', zh: '采集地点', optional: true },
      method: { kind: 'text', zh: '提取固定方式', optional: true },
      fact: { kind: 'text', zh: '证明对象', optional: true },
    },
  },
} as const satisfies Record<string, ActRow>;

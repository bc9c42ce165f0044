import type { ActRow } from '../act.ts';
import { REGISTERED } from '../tracks.ts';

const head = { by: 'ENVIRONMENT', roles: ['HEAD'], confidential: true } as const;
/** Whose failure it is stays with the bureau: what travels and what is printed names a unit. */
const person = {
  personName: { kind: 'text', zh: '责任人员姓名（不移出本机关）', optional: true, private: true },
} as const;

/**
 * What follows when an intervention was not recorded truthfully, or was hidden, with serious consequences (环发〔2015〕175号 art. 9;
 * 长春实施方案 二(一)4).
 */
export const INTERFERENCE_ACTS = {
  findFailureToRecord: {
    zh: '认定未如实记录干预',
    en: 'Find that an intervention was not recorded truthfully',
    article: '环发〔2015〕175号 art. 9',
    ...head,
    moves: { administrative: { from: REGISTERED }, failureToRecord: { from: ['NONE', 'CENSURED'], to: 'FOUND' } },
    payload: {
      unit: { kind: 'text', zh: '涉及单位' },
      failure: {
        kind: 'choice',
        zh: '情形',
        values: { NOT_RECORDED: '不如实记录', HIDDEN: '隐瞒不报' },
      },
      facts: { kind: 'text', zh: '认定的事实（不写姓名）' },
      consequences: { kind: 'text', zh: '造成的严重后果' },
      recordNumber: { kind: 'text', zh: '相关干预记录编号', optional: true },
      ...person,
    },
  },
  censureFailureToRecord: {
    zh: '通报批评未如实记录干预',
    en: 'Censure and warn for not recording an intervention truthfully',
    article: '长春实施方案 二(一)4',
    ...head,
    moves: { failureToRecord: { from: ['FOUND'], to: 'CENSURED' } },
    documents: ['FAILURE_CENSURE'],
    payload: {
      unit: { kind: 'text', zh: '被通报批评和警告的单位' },
      content: { kind: 'text', zh: '通报批评和警告的内容（不写姓名）' },
      ...person,
    },
  },
} as const satisfies Record<string, ActRow>;

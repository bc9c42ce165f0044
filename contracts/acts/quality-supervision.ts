import type { ActRow } from './act.ts';

const SEED = '长春实施方案 二(五)1';

/** Acts of quality supervision (market regulation). */
export const QUALITY_SUPERVISION_ACTS = {
  referClue: {
    zh: '移送线索',
    en: 'Send a case or a clue',
    article: SEED,
    by: 'QUALITY_SUPERVISION',
    roles: ['OFFICER'],
    opens: true,
    moves: { quality: { from: ['NONE'], to: 'CLUE_SENT' } },
    payload: {
      title: { kind: 'text', zh: '线索名称' },
      placeCode: { kind: 'text', zh: '行政区划代码（GB/T 2260）' },
      placeText: { kind: 'text', zh: '地点', optional: true },
      kinds: { kind: 'texts', zh: '弄虚作假情形代码（环发〔2015〕175号）' },
      summary: { kind: 'text', zh: '线索摘要' },
      parties: { kind: 'parties', zh: '涉及单位' },
    },
    to: ['ENVIRONMENT'],
  },
  recordQualification: {
    zh: '登记机构资质',
    en: 'Record the qualification of the body',
    article: '检验检测机构资质认定管理办法(163号令)',
    by: 'QUALITY_SUPERVISION',
    roles: ['OFFICER'],
    moves: { quality: { from: ['CLUE_SENT', 'REFERRED', 'RECORDED', 'HANDLED'], to: 'RECORDED' } },
    payload: {
      institutionUscc: { kind: 'uscc', zh: '机构统一社会信用代码', optional: true },
      institutionName: { kind: 'text', zh: '机构名称' },
      cmaNumber: { kind: 'text', zh: '资质认定证书编号', optional: true },
      validUntil: { kind: 'date', zh: '有效期至', optional: true },
      status: {
        kind: 'choice',
        zh: '资质状态',
        values: {
          VALID: '有效',
          SUSPENDED: '暂停',
          REVOKED: '撤销',
          EXPIRED: '过期',
          NONE: '无资质',
          UNKNOWN: '待核实',
        },
      },
    },
    to: ['ENVIRONMENT'],
  },
  recordHandling: {
    zh: '登记处理结果',
    en: 'Record the own handling',
    article: SEED,
    by: 'QUALITY_SUPERVISION',
    roles: ['OFFICER', 'HEAD'],
    moves: { quality: { from: ['REFERRED', 'RECORDED', 'CLUE_SENT', 'HANDLED'], to: 'HANDLED' } },
    payload: {
      measures: { kind: 'text', zh: '处理内容' },
      amount: { kind: 'money', zh: '罚款金额（元）', optional: true },
    },
    to: ['ENVIRONMENT'],
  },
} as const satisfies Record<string, ActRow>;

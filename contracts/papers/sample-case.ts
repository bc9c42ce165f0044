import type { CaseHeader, EvidenceRef } from '../envelope.ts';
import { makeDemoUscc } from '../identifiers/demo-uscc.ts';

/** An invented case on which every document can be shown. */
export const CASE: CaseHeader = {
  id: '0197f3a0-0000-7000-8000-000000000001',
  title: '某热力有限公司篡改自动监测数据案',
  placeCode: '220104',
  placeText: '长春市朝阳区某街',
  kinds: ['T08', 'T05'],
  summary:
    '2026年1月5日，执法人员现场检查发现，该公司烟气自动监测设备的采样管被插入装有洁净空气的容器，设备参数被改动，致使二氧化硫、氮氧化物监测数据与实际排放浓度明显不符。经比对监测，二氧化硫实测浓度为186 mg/m³，同时段上传数据为12 mg/m³。',
  parties: [
    {
      id: 'p1',
      name: '某热力有限公司',
      uscc: makeDemoUscc(1),
      address: '长春市朝阳区某街18号',
      role: 'POLLUTANT_DISCHARGER',
    },
    { id: 'p2', name: '某环境科技有限公司', uscc: makeDemoUscc(2), address: '长春市南关区某路6号', role: 'OPERATOR' },
    { id: 'p3', name: '王某', uscc: null, address: '长春市朝阳区某小区', role: 'NATURAL_PERSON' },
  ],
  origin: 'DEMO',
  openedAt: '2026-01-05T10:30:00+08:00',
  division: '220100',
};

export const EVIDENCE: readonly EvidenceRef[] = [
  ['e1', '案件调查报告', '调查报告.pdf', 1_204_224, 'application/pdf'],
  ['e2', '现场检查（勘察）笔录', '现场检查笔录.pdf', 845_120, 'application/pdf'],
  ['e3', '现场照片及清单', '现场照片.zip', 48_234_496, 'application/zip'],
  ['e4', '比对监测报告', '比对监测报告.pdf', 2_310_144, 'application/pdf'],
  ['e5', '自动监测设备参数修改日志', '参数日志.csv', 91_337, 'text/csv'],
].map(([id, title, name, size, mediaType], index) => ({
  id: String(id),
  title: String(title),
  kind: 'DOCUMENTARY',
  sha256: `${index + 1}`.repeat(8).padEnd(64, '7c1e90ab54d2f386'),
  sm3: `${index + 1}`.repeat(64),
  size: Number(size),
  mediaType: String(mediaType),
  name: String(name),
}));

/** Texts of its acts by field. */
export const TEXTS: Readonly<Record<string, string>> = {
  suspectedOffence: '破坏计算机信息系统罪',
  offence: '破坏计算机信息系统罪',
  mainBasis:
    '《中华人民共和国刑法》第二百八十六条；《最高人民法院 最高人民检察院关于办理环境污染刑事案件适用法律若干问题的解释》（法释〔2023〕7号）第十一条；现场检查笔录、比对监测报告和设备日志相互印证',
  grounds: '现有证据能够证明涉案单位有关人员修改自动监测设备参数，造成监测数据严重失真，行为涉嫌犯罪',
  reasons: '经审查，现有证据不足以证明有犯罪事实，有关人员的主观故意尚需进一步查明',
  contactOfficer: '李某、张某',
  contactPhone: '0431-8000 0000',
  legalBasis: '《中华人民共和国大气污染防治法》第二十条第二款、第九十九条第三项',
  measures: '罚款人民币贰拾万元',
  proposal: '罚款人民币贰拾万元',
  correction: '立即停止篡改监测数据的违法行为，恢复自动监测设备正常运行，如实上传监测数据',
  place: '长春市生态环境局听证室',
  chair: '赵某',
  court: '长春市中级人民法院',
  institutionName: '某环境科技有限公司',
  title: CASE.title,
  placeCode: '220104',
  placeText: '长春市朝阳区某街',
  summary: CASE.summary,
  facts: CASE.summary,
  organ: '吉林市公安局',
  unit: '某区生态环境监测站',
  question: '涉案自动监测设备参数被修改的行为，是否符合立案追诉标准',
  answer: '依据现有材料，该行为应当以破坏计算机信息系统罪审查',
  clue: '该站一名工作人员在检查前将检查安排告知涉案单位',
  person: '王某，负责设备运行维护的直接责任人员',
};

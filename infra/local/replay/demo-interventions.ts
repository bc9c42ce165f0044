import type { Officers } from './hub-client.ts';

const DAY_MS = 86_400_000;
const RECORD = `mutation RecordDemoIntervention($input: InterventionInput!) { recordEnvironmentIntervention(input: $input) { id } }`;
const SUPPLEMENT = `mutation SupplementDemoIntervention($input: InterventionSupplementInput!) { supplementEnvironmentIntervention(input: $input) { id } }`;

/** Two fictitious interventions that officers of the bureau wrote down, one with a file and a supplement. */
export async function recordDemoInterventions(officers: Officers, now: Date): Promise<void> {
  const monitor = await officers.as('env-monitor');
  const sha256 = await monitor.upload(
    '谈话记录.txt',
    Buffer.from('（演示）谈话记录：对方要求将超标时段数据作无效处理，记录人未同意。\n'),
    'text/plain',
    'intervention',
  );
  const { recordEnvironmentIntervention: record } = await monitor.request<{
    recordEnvironmentIntervention: { id: string };
  }>(RECORD, {
    input: {
      intervenedAt: new Date(now.getTime() - 3 * DAY_MS).toISOString(),
      place: '监测站会议室',
      form: 'ORAL_OPINION',
      kinds: ['INSTRUCT_FALSIFICATION', 'DISTURB_ASSESSMENT'],
      wording: '“这几个小时的数据不好看，按设备故障处理掉，季度考核要过线。”',
      personName: '某某',
      personUnit: '某区有关部门',
      station: '某河断面自动站',
      project: '氨氮',
      requestedActs: ['I01', 'I02'],
      response: '当场拒绝，未改动数据。',
      reportedTo: '监测站负责人',
      media: [{ sha256, title: '谈话记录', originalMedium: '纸质 1 份', storagePlace: '监测站档案室' }],
    },
  });
  await monitor.request(SUPPLEMENT, {
    input: {
      recordId: record.id,
      field: 'place',
      text: '地点应为监测站二楼会议室。',
    },
  });
  await (
    await officers.as('env-officer')
  ).request(RECORD, {
    input: {
      intervenedAt: new Date(now.getTime() - DAY_MS).toISOString(),
      form: 'LETTER',
      kinds: ['DISTURB_INVESTIGATION'],
      wording: '来函要求暂缓对该企业的调查。',
      personUnit: '某园区管理机构',
    },
  });
}

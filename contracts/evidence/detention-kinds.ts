const ARTICLE = '公治〔2014〕853号 art. 6';

/**
 * Tampering and forging for which administrative detention is possible: instruments, manual or automatic, that monitor discharge.
 * The codes are the hub's own; the words are short forms, not the wording of the law.
 */
export const DETENTION_KINDS = {
  'D6-1': {
    zh: '删改、增加、干扰污染源监控系统或其数据程序，致其不能正常运行',
    en: 'deleting, altering, adding to or disturbing the pollution-source monitoring system or its data and programs',
    article: ARTICLE,
  },
  'D6-2': {
    zh: '破坏站房、线路、采集传输、视频、供电、采样管等监控设施',
    en: 'breaking station, lines, acquisition, video, power, sampling pipe or other facilities',
    article: ARTICLE,
  },
  'D6-3': {
    zh: '稀释排放故意干扰监测数据',
    en: 'diluting the discharge to disturb monitoring data on purpose',
    article: ARTICLE,
  },
  'D6-4': {
    zh: '其他致使监测监控设施不能正常运行的行为',
    en: 'anything else that keeps monitoring facilities from running normally',
    article: ARTICLE,
  },
} as const satisfies Record<string, { zh: string; en: string; article: string }>;
export type DetentionCode = keyof typeof DETENTION_KINDS;

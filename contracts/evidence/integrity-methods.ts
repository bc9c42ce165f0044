const ARTICLE = '法发〔2016〕22号 art. 5';

/** Ways to keep electronic data whole that the law names. The hub itself always takes the check values. */
export const INTEGRITY_METHODS = {
  SEALED_MEDIUM: {
    zh: '扣押、封存电子数据原始存储介质',
    en: 'seizing and sealing the original medium',
    article: ARTICLE,
  },
  CHECK_VALUE: { zh: '计算电子数据完整性校验值', en: 'computing an integrity check value', article: ARTICLE },
  SEALED_COPY: { zh: '制作、封存电子数据备份', en: 'making and sealing a copy', article: ARTICLE },
  FREEZE: { zh: '冻结电子数据', en: 'freezing the data', article: ARTICLE },
  RECORDING: {
    zh: '对收集、提取电子数据的相关活动进行录像',
    en: 'recording the collection on video',
    article: ARTICLE,
  },
  OTHER: { zh: '其他保护电子数据完整性的方法', en: 'other methods', article: ARTICLE },
} as const satisfies Record<string, { zh: string; en: string; article: string }>;

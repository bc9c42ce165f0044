import { say } from '../shell/language.ts';

const SEVERITIES: Readonly<Record<string, readonly [string, string]>> = {
  MINOR: ['轻微', 'minor'],
  GENERAL: ['一般', 'general'],
  SERIOUS: ['严重', 'serious'],
};
export const severityName = (severity: string): string => {
  const [zh, en] = SEVERITIES[severity] ?? [severity, severity];
  return say(zh, en);
};

/** A plain date as officers write it. */
export const dayWords = (day: string): string => day.replaceAll('-', '/');

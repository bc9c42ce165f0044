import type { Organisation, Role } from '@xianjie/contracts/agencies.ts';
import type { Page } from './router.ts';

/** What the console opens: one folder a room, one file a page, loaded when it is opened. */
export const PAGES: readonly Page[] = [
  { path: '/inbox', load: () => import('../handoffs/inbox.tsx') },
  { path: '/outbox', load: () => import('../handoffs/outbox.tsx') },
  { path: '/cases', load: () => import('../desk/cases.tsx') },
  { path: '/acts/:act', load: () => import('../case-file/act-page.tsx') },
  { path: '/cases/:id', load: () => import('../case-file/case-file.tsx') },
  { path: '/cases/:id/dossier', load: () => import('../case-file/dossier.tsx') },
  { path: '/court', load: () => import('../court/court.tsx') },
  { path: '/board', load: () => import('../board/board.tsx') },
  { path: '/board/deadlines', load: () => import('../board/deadlines.tsx') },
  { path: '/blacklist', load: () => import('../blacklist/blacklist.tsx') },
  { path: '/blacklist/:id', load: () => import('../blacklist/entry.tsx') },
  { path: '/clocks', load: () => import('../clocks/clocks.tsx') },
  { path: '/clocks/calendar', load: () => import('../clocks/calendar.tsx') },
  { path: '/clocks/:id', load: () => import('../clocks/calculation.tsx') },
  { path: '/keys', load: () => import('../keys/keys.tsx') },
  { path: '/ledger', load: () => import('../ledger/ledger.tsx') },
  { path: '/interventions', load: () => import('../interventions/interventions.tsx') },
  { path: '/interventions/new', load: () => import('../interventions/new-record.tsx') },
  { path: '/interventions/:agency/:id', load: () => import('../interventions/record.tsx') },
  { path: '/public', open: true, load: () => import('../public/public.tsx') },
  { path: '/cases/:id/acts/:act', load: () => import('../case-file/act-page.tsx') },
];

export interface MenuEntry {
  readonly to: string;
  readonly zh: string;
  readonly en: string;
  /** absent: everybody */
  readonly for?: readonly Organisation[];
  /** absent: whatever one does there */
  readonly role?: Role;
}
const ACTING = ['ENVIRONMENT', 'QUALITY_SUPERVISION', 'PUBLIC_SECURITY', 'PROCURATORATE', 'COURT'] as const;
export const MENU: readonly MenuEntry[] = [
  { to: '/', zh: '办案台', en: 'Desk' },
  { to: '/inbox', zh: '收件箱', en: 'Inbox', for: ACTING },
  { to: '/outbox', zh: '发件箱', en: 'Outbox', for: ACTING },
  { to: '/cases', zh: '案件', en: 'Cases' },
  { to: '/court', zh: '审判', en: 'Court', for: ['COURT'] },
  { to: '/board', zh: '看板', en: 'Board', for: [...ACTING, 'SUPERVISION_OFFICE'] },
  { to: '/interventions', zh: '干预留痕', en: 'Interference', for: [...ACTING, 'DISCIPLINE_BODY'] },
  { to: '/clocks', zh: '期限', en: 'Periods' },
  { to: '/ledger', zh: '存证', en: 'Ledger' },
  { to: '/keys', zh: '密钥', en: 'Keys', role: 'ADMINISTRATOR' },
  { to: '/blacklist', zh: '失信名单', en: 'Blacklist', for: ['ENVIRONMENT', 'CREDIT_PLATFORM'] },
];

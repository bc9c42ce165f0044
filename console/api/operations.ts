// Printed from operations.graphql by `npm run generate`.
import type { Operation } from '@xianjie/console/api/operation.ts';
export type CaseEventsData = { readonly caseEvents: { readonly cursor: string; readonly kind: 'ACT' | 'CLOCK_STARTED' | 'CLOCK_REMINDED' | 'CLOCK_SATISFIED' | 'CLOCK_EXTENDED' | 'CLOCK_PAUSED' | 'CLOCK_RESUMED' | 'CLOCK_RECALCULATED' | 'CLOCK_BREACHED' | 'CLOCK_CANCELLED' | 'CLOCK_ENDED' | 'DELIVERED' | 'OPENED' | 'EVIDENCE_ARRIVED' | 'EVIDENCE_MISMATCH'; readonly caseId: string; readonly at: string; readonly message: string; }; };
export type CaseEventsVariables = { readonly after?: string | null; };
export const CASE_EVENTS: Operation<CaseEventsData, CaseEventsVariables> = { name: 'CaseEvents', text: "subscription CaseEvents($after:String){caseEvents(after:$after){cursor kind caseId at message}}" };

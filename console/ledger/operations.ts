// Printed from operations.graphql by `npm run generate`.
import type { Operation } from '@xianjie/console/api/operation.ts';
export type LogState = { readonly station: string; readonly size: number; readonly at: string | null; readonly witnesses: readonly ({ readonly witness: string; readonly size: number | null; readonly at: string | null; })[]; };
export type LedgerLogsData = { readonly docketLedger: LogState; readonly environmentLedger: LogState; readonly qualitySupervisionLedger: LogState; readonly publicSecurityLedger: LogState; readonly procuratorateLedger: LogState; readonly courtsLedger: LogState; };
export type LedgerLogsVariables = Record<string, never>;
export const LEDGER_LOGS: Operation<LedgerLogsData, LedgerLogsVariables> = { name: 'LedgerLogs', text: "query LedgerLogs{docketLedger{...LogState}environmentLedger{...LogState}qualitySupervisionLedger{...LogState}publicSecurityLedger{...LogState}procuratorateLedger{...LogState}courtsLedger{...LogState}}fragment LogState on Ledger{station size at witnesses{witness size at}}" };
export type LedgerCasesData = { readonly cases: { readonly edges: readonly ({ readonly node: { readonly id: string; readonly title: string; readonly asOf: string; }; })[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null; }; }; };
export type LedgerCasesVariables = { readonly search?: string | null; readonly after?: string | null; };
export const LEDGER_CASES: Operation<LedgerCasesData, LedgerCasesVariables> = { name: 'LedgerCases', text: "query LedgerCases($search:String$after:String){cases(search:$search after:$after first:10){edges{node{id title asOf}}pageInfo{hasNextPage endCursor}}}" };

import Select from 'antd/es/select';
import { EXTERNAL_BODIES } from '@xianjie/contracts/agencies.ts';
import { useQuery } from '../api/use-query.ts';
import { dayOf } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { say, termOf } from '../shell/language.ts';
import { session } from '../shell/session.ts';
import { NAMED_BY_ID } from './operations.ts';

/** What of the case an id names, chosen by its words: an act sent outside the hub, or an entry of the blacklist. */
export function IdField({
  of,
  caseId,
  ...controlled
}: {
  of: string;
  caseId: string;
  id?: string;
  value?: string;
  onChange?(value: string | undefined): void;
}) {
  const { data } = useQuery(NAMED_BY_ID, { id: caseId, sent: of === 'sentActId', listed: of === 'entryId' });
  const sent = (data?.case?.timeline?.edges ?? []).flatMap(
    ({ node: { id, act, title, agency, occurredAt, recipients } }) => {
      const outside = recipients.filter((one) => one in EXTERNAL_BODIES);
      return agency === session.get()?.organisation && outside.length > 0
        ? [
            {
              value: id,
              label: `${dayOf(occurredAt)} ${termOf(act, title)} → ${outside.map(organisationName).join('、')}`,
            },
          ]
        : [];
    },
  );
  const listed = (data?.case?.creditBlacklist ?? []).flatMap(({ id, partyName, legalBasis, delistedAt }) =>
    delistedAt ? [] : [{ value: id, label: `${partyName}（${legalBasis}）` }],
  );
  return (
    <Select
      {...controlled}
      options={[...sent, ...listed]}
      allowClear
      notFoundContent={
        of === 'sentActId'
          ? say(
              '本机关在本案没有向系统外机关发出的办理事项',
              'Your agency has sent nothing outside the hub in this case',
            )
          : say('本案没有现行的名单条目', 'The case has no entry on the list')
      }
    />
  );
}

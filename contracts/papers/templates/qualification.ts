import { lastOf } from '../citations.ts';
import { chapter, fields, heading, paragraph, type Template } from '../draft.ts';
import { articleZh } from '../instruments.ts';
import type { PaperFacts } from '../paper.ts';
import { caseZh, conduct, recipients, told, we } from '../phrases.ts';
import { remedies, toParty } from './penalty.ts';

/** The testing institution: as it was recorded, or the monitoring body of the case. */
function institution(facts: PaperFacts): { name: string; certificate: string | null } {
  const recorded = lastOf(facts, 'recordQualification')?.payload ?? {};
  const { parties } = facts.case;
  const body = (['MONITORING_BODY', 'OPERATOR'] as const)
    .map((role) => parties.find((party) => party.role === role)?.name)
    .find(Boolean);
  return {
    name: told({ ...facts, payload: recorded }, 'institutionName') ?? body ?? toParty(facts),
    certificate: told({ ...facts, payload: recorded }, 'cmaNumber'),
  };
}

/** To the institution; the agency that referred the case gets a copy. */
export const SUSPENSION_DECISION: Template = {
  version: 1,
  draft: (facts) => {
    const { name, certificate } = institution(facts);
    return {
      addressee: name,
      blocks: [
        ...fields(['当事人', name], ['资质认定证书编号', certificate]),
        paragraph(
          `${caseZh(facts)}经查，依据${articleZh(facts.act)}的规定，${we(facts)}决定责令你单位改正，改正期间暂停资质认定。`,
        ),
        ...chapter('一、违法事实', conduct(facts, facts.case.summary)),
        ...chapter('二、理由和整改要求', told(facts, 'reasons')),
        heading('三、申请行政复议、提起行政诉讼的途径和期限'),
        remedies(facts),
      ],
      copies: [recipients(facts)].filter((one) => one !== null),
    };
  },
};

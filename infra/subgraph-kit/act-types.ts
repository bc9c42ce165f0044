import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { CaseRef } from '@xianjie/contracts/case/case-ref.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { ORIGINS, PARTY_ROLES, PRECISIONS, type ActDocument, type Precision } from '@xianjie/contracts/envelope.ts';

const enumOf = <K extends string>(keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key.toUpperCase(), key])) as Record<Uppercase<K>, K>;

export const PrecisionEnum = enumOf(PRECISIONS);
registerEnumType(PrecisionEnum, { name: 'Precision', description: 'How exactly a legal time is known' });
export const PartyRoleEnum = enumOf(Object.keys(PARTY_ROLES));
registerEnumType(PartyRoleEnum, { name: 'PartyRole', description: 'What a party is in the case' });
export const OriginEnum = enumOf(Object.keys(ORIGINS));
registerEnumType(OriginEnum, {
  name: 'Origin',
  description: 'LIVE 在办, PUBLISHED 公开案例 (stands still at its last known act), DEMO 演示',
});

@InputType({
  description:
    'A document (文书) that exists already: its number, its file, or both; the others are drawn up by the hub',
})
export class DocumentInput {
  @Field(() => String, { description: 'name of the document as in the table of acts, e.g. TRANSFER_LETTER' })
  declare name: string;
  @Field(() => String, { nullable: true, description: 'document number, e.g. 长环移〔2026〕1号' }) declare number:
    string | null;
  @Field(() => ID, { nullable: true, description: 'registered evidence item that is the document itself' })
  declare evidenceId: string | null;
}

@InputType('PartyInput', { description: 'A party of the case' })
export class PartyInputType {
  @Field(() => String, { description: 'name' }) declare name: string;
  @Field(() => String, { nullable: true, description: 'unified social credit code, GB 32100-2015, checked' })
  declare uscc: string | null;
  @Field(() => String, { nullable: true, description: '住所地或住址: stands on decisions and transfer letters' })
  declare address: string | null;
  @Field(() => PartyRoleEnum, { description: 'what the party is' }) declare role: string;
}

@InputType('MaterialInput', { description: 'A material of the checklist, as evidence files or by document number' })
export class MaterialInputType {
  @Field(() => String, { description: 'code of the checklist, e.g. M1' }) declare code: string;
  @Field(() => [ID], { nullable: true, description: 'registered evidence items' }) declare evidenceIds: string[] | null;
  @Field(() => String, { nullable: true, description: 'document number' }) declare documentNumber: string | null;
}

@ObjectType('PaperRef', { description: 'A document (文书) that the hub drew up; printed on request' })
@Directive('@shareable')
export class PaperRef {
  @Field(() => String, { description: 'name of the document as in the table of acts' }) declare name: string;
  @Field(() => String, { description: '文书名称' }) declare title: string;
  @Field(() => String, { description: '文号' }) declare number: string;
  @Field(() => String, { description: 'SHA-256 of what it says (canonical JSON), hex; the QR code on it holds it' })
  declare digest: string;
  @Field(() => String, { description: 'path of the PDF, with the bearer token' }) declare pdf: string;
  @Field(() => String, { description: 'path of the Word document, with the bearer token' }) declare docx: string;
}
/** The documents of an act that the hub drew up. */
export const papersOf = (actId: string, documents: readonly ActDocument[]): PaperRef[] =>
  documents.flatMap(({ name, paper, paperDigest }) =>
    paper && paperDigest
      ? [
          {
            name,
            title: paper.title,
            number: paper.number,
            digest: paperDigest,
            pdf: `/papers/${actId}/${name}.pdf`,
            docx: `/papers/${actId}/${name}.docx`,
          },
        ]
      : [],
  );

@InputType('InvolvedItemInput', { description: 'An involved item (涉案物品), as the list of 17号 art. 6 wants it' })
export class InvolvedItemInput {
  @Field(() => String, { description: '名称' }) declare name: string;
  @Field(() => String, { description: '数量' }) declare quantity: string;
  @Field(() => String, { description: '特征' }) declare features: string;
  @Field(() => String, { description: '存放地点' }) declare storage: string;
}

@ObjectType('ActRecord', { description: 'An official act as it was written down' })
@Directive('@shareable')
export class ActRecord {
  @Field(() => ID, { description: 'UUIDv7 of the act and of its envelope' }) declare id: string;
  @Field(() => String, { description: 'name of the act' }) declare name: ActName;
  @Field(() => ID, { description: 'the case' }) declare caseId: string;
  @Field(() => Date, { description: 'when it happened in law' }) declare occurredAt: Date;
  @Field(() => PrecisionEnum, { description: 'how exactly that is known' }) declare precision: Precision;
  @Field(() => Date, { description: 'when the hub wrote it down' }) declare recordedAt: Date;
  @Field(() => String, { nullable: true, description: 'document number' }) declare documentNumber: string | null;
  @Field(() => Boolean, { description: 'filled in by law where a published timeline is silent' })
  declare assumed: boolean;
  @Field(() => String, { description: 'SHA-256 of the canonical envelope' }) declare digest: string;
  declare payload: Record<string, unknown>;
  declare documents: ActDocument[];

  @Field(() => String, { description: 'Chinese name of the act' })
  get title(): string {
    return ACTS[this.name].zh;
  }
  @Field(() => String, { description: 'article the act rests on' })
  get article(): string {
    return ACTS[this.name].article;
  }
  @Field(() => ID, { nullable: true, description: 'evidence item the act registered' })
  get evidenceId(): string | null {
    return (this.payload['evidenceId'] as string | undefined) ?? null;
  }
  @Field(() => [PaperRef], { description: 'documents the hub drew up with it' })
  get papers(): PaperRef[] {
    return papersOf(this.id, this.documents);
  }
  @Field(() => CaseRef, { description: 'the case with what each agency says of it' })
  get case(): CaseRef {
    return Object.assign(new CaseRef(), { id: this.caseId });
  }
}

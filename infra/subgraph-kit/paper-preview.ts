import { AGENCIES, type Agency } from '@xianjie/contracts/agencies.ts';
import { ACTS, isActName } from '@xianjie/contracts/acts/index.ts';
import { assertMayPerform } from '@xianjie/contracts/acts/decide.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { Paper } from '@xianjie/contracts/papers/paper.ts';
import { renderPaper, RenderQueueFull } from '@xianjie/papers/render-pool.ts';
import { coerceInputValue, type GraphQLInputType, type GraphQLResolveInfo } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Ctx, Directive, Field, Info, ObjectType, Query, Resolver } from 'type-graphql';
import { inputTypeOf } from './act-mutations.ts';
import { previewPapers, type ActInput, type Preview } from './perform-act.ts';
import type { RequestContext } from './station-context.ts';

@ObjectType('PaperPreview', {
  description: 'A document (文书) as the act would produce it: marked 预览, without number',
})
@Directive('@shareable')
class PaperPreview {
  @Field(() => String, { description: 'name of the document as in the table of acts' }) readonly name: string;
  @Field(() => String, { description: '文书名称' }) readonly title: string;
  readonly #paper: Paper;

  constructor({ name, paper }: Preview) {
    this.name = name;
    this.title = paper.title;
    this.#paper = paper;
  }

  @Field(() => String, { description: 'the PDF, base64' })
  async pdf(): Promise<string> {
    try {
      return Buffer.from(await renderPaper(this.#paper, 'pdf')).toString('base64');
    } catch (error) {
      throw error instanceof RenderQueueFull ? refuse('BUSY') : error;
    }
  }
}

/** Query `<agency>Preview`: the papers of an act before it is done, for whoever may do it; refused as the act would be. */
export function previewResolver(agency: Agency, prefix: string): new () => object {
  @Resolver()
  class PreviewQuery {
    @Query(() => [PaperPreview], {
      name: `${prefix}Preview`,
      description: `预览文书: documents that an act of ${AGENCIES[agency].en} would produce; nothing is done, no number is taken`,
    })
    async preview(
      @Ctx() context: RequestContext,
      @Info() { schema }: GraphQLResolveInfo,
      @Arg('act', () => String, { description: 'name of the act' }) act: string,
      @Arg('input', () => GraphQLJSONObject, { description: 'the input of its mutation' })
      input: Record<string, unknown>,
    ): Promise<PaperPreview[]> {
      if (!isActName(act) || ACTS[act].by !== agency)
        throw refuse('BAD_FIELD', { field: '办理事项', reason: `${act} 不是本机关的办理事项，请核对。` });
      assertMayPerform(act, context.identity);
      const type = schema.getType(inputTypeOf(act)) as GraphQLInputType;
      const read = coerceInputValue(input, type, (path, _value, error) => {
        throw refuse('BAD_FIELD', { field: path.join('.'), reason: error.message });
      }) as ActInput;
      const papers = await previewPapers(context, act, read);
      return papers.map((preview) => new PaperPreview(preview));
    }
  }
  return PreviewQuery;
}

import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { useQuery } from '../api/use-query.ts';
import { OPENING_ACTS } from '../case-file/operations.ts';
import { nameOf } from '../shell/language.ts';

/** The acts with which this officer may open a case. */
export default function OpeningActs() {
  const { data } = useQuery(OPENING_ACTS, {});
  return data?.openingActs.map(({ act }) => (
    <a key={act} className="button small" href={`/acts/${act}`}>
      {nameOf(ACTS[act as ActName])}
    </a>
  ));
}

import { say } from '../shell/language.ts';

/** The same for a case that is not there and for one the agency may not know of. */
export const NoCase = () => (
  <section className="card">
    <h1>{say('未找到案件', 'No such case')}</h1>
    <p>
      {say('案件不存在，或尚未送达本单位。可从', 'The case does not exist or has not reached your agency. Go on from')}{' '}
      <a href="/">{say('办案台', 'the desk')}</a> {say('或', 'or')}{' '}
      <a href="/cases">{say('案件列表', 'the list of cases')}</a> {say('进入。', '.')}
    </p>
  </section>
);

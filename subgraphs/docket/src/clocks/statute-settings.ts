import { makeStatutes, STATUTE_RULES, type Statutes } from '@xianjie/contracts/clock/statutes.ts';

/**
 * The statutes as this installation applies them: `STATUTES_BINDING` names the unsure rules that bind here (`*` all), `STATUTES_OFF` those that
 * start no clock; rule ids, separated by commas.
 * @throws Error naming the setting and the rule that does not exist
 */
export function readStatuteSettings(environment: NodeJS.ProcessEnv = process.env): Statutes {
  const list = (name: string) => (environment[name] ?? '').split(',').flatMap((id) => id.trim() || []);
  const binding = list('STATUTES_BINDING');
  const off = list('STATUTES_OFF');
  for (const [name, ids] of Object.entries({ STATUTES_BINDING: binding, STATUTES_OFF: off }))
    for (const id of ids)
      if (!(id === '*' && name === 'STATUTES_BINDING') && !STATUTE_RULES.some((rule) => rule.id === id))
        throw new Error(`${name}: there is no rule ${id}; the rules are listed in docs/deadlines.md`);
  return makeStatutes(STATUTE_RULES, { binding, off });
}

import { ACTS, type ActName } from '../acts/index.ts';
import { UNCHECKED } from '../articles.ts';
import { ruleById, STATUTE_RULES } from '../clock/statutes.ts';
import { numeralZh } from './wording.ts';

const LAWS = /^(刑法|刑事诉讼法|民事诉讼法|行政处罚法|行政强制法|行政诉讼法|行政复议法|治安管理处罚法)$/;
/** Titles of instruments that the tables name by their number or in short. */
const TITLES: Readonly<Record<string, string>> = {
  '环发〔2015〕175号': '环境监测数据弄虚作假行为判定及处理办法',
  国务院令第310号: '行政执法机关移送涉嫌犯罪案件的规定',
  '高检会〔2010〕5号': '关于刑事立案监督有关问题的规定（试行）',
  环境保护部令第28号: '环境保护主管部门实施按日连续处罚办法',
  '高检发释字〔2021〕4号': '人民检察院关于推进行政执法与刑事司法衔接工作的规定',
  '法释〔2018〕6号': '最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释',
  '法释〔2015〕1号': '最高人民法院关于审理环境民事公益诉讼案件适用法律若干问题的解释',
  '法释〔2021〕1号': '最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释',
  '法释〔2023〕7号': '最高人民法院、最高人民检察院关于办理环境污染刑事案件适用法律若干问题的解释',
  '环法规〔2022〕31号': '生态环境损害赔偿管理规定',
  长春实施方案: '长春市深化环境监测改革提高环境监测数据质量实施方案（征求意见稿）',
};
const NUMBERS = new Map(
  STATUTE_RULES.flatMap(({ article, instrument }) => {
    const number = article.split(' ')[0]!;
    return number === instrument ? [] : [[number, instrument] as const];
  }),
);

/** An instrument as papers cite it: title in 《》, laws by their full name, others with their number. */
export function instrumentZh(instrument: string): string {
  const [, name, note = ''] = /^(.*?)([（(][^（(]*[)）])?$/.exec(instrument) as unknown as [string, string, string?];
  const title = TITLES[name] ?? NUMBERS.get(instrument) ?? NUMBERS.get(name);
  if (title) return `《${title}》${name.endsWith('号') ? `（${name}）` : ''}`;
  if (LAWS.test(name)) return `《中华人民共和国${name}》`;
  if (/〔\d{4}〕|第?\d+号$/.test(name)) return name;
  // a year tells editions apart within the hub; a paper cites the instrument in force
  if (/\d{4}/.test(note) || note === '' || note === '(征求意见稿)') return `《${name}》`;
  const inner = note.slice(1, -1);
  return `《${name}${/试行|暂行/.test(inner) ? `（${inner}）》` : `》（${inner}）`}`;
}

/** The place as a paper writes it, in words; a number that nobody has checked is left out. */
const placeInWords = (place: string): string =>
  place.endsWith(UNCHECKED)
    ? ''
    : place
        .replace(/第(\d+)(?=[条款])/g, (_, number) => `第${numeralZh(Number(number))}`)
        .replace(/\((.)\)/g, '（$1）');
function cited(article: string, name: (instrument: string) => string): string {
  const [instrument, place = ''] = article.split(' ') as [string, string?];
  return name(instrument) + placeInWords(place);
}
/** Within brackets an instrument goes without the brackets of its number. */
const titleZh = (instrument: string): string => instrumentZh(instrument).replace(/》（.*）$/, '》');

/** Instrument and article of a statutory rule, e.g. 《环境保护行政执法与刑事司法衔接工作办法》（环环监〔2017〕17号）第十一条. */
export const ruleZh = (ruleId: string): string => cited(ruleById(ruleId).article, instrumentZh);
/** The same in brackets behind what it is the basis of: （《中华人民共和国行政处罚法》第六十七条）. */
export const ruleInBrackets = (ruleId: string): string => `（${cited(ruleById(ruleId).article, titleZh)}）`;
/** Instrument and article on which an act rests. */
export const articleZh = (act: ActName): string => cited(ACTS[act].article, instrumentZh);

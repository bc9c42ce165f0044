import { parseArgs } from 'node:util';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { backUp, restore } from './station-backup.ts';

/** `npm run backup -- STATION DIR` and `npm run restore -- STATION DIR [--at TIME]`. */
const USAGE = `npm run -s backup  -- STATION DIR [--data DIR]            备份一个单位（运行中）：数据库、证据文件、密钥
npm run -s restore -- STATION DIR [--at 时间] [--data DIR]  恢复到某一时刻（先停止该单位；缺省到归档日志的末尾）
  STATION  ${STATIONS.join(', ')}
  --data   npm start -- --separate 的数据目录，缺省 data/separate`;

const [verb, ...given] = process.argv.slice(2);
const { values, positionals } = parseArgs({
  args: given,
  allowPositionals: true,
  options: {
    data: { type: 'string', default: process.env['XIANJIE_DATA'] ?? 'data/separate' },
    at: { type: 'string' },
  },
});
const [station, directory] = positionals as [Station | undefined, string | undefined];
const at = values.at ? new Date(values.at) : undefined;
if (!station || !STATIONS.includes(station) || !directory || (at && Number.isNaN(at.getTime()))) {
  console.error(USAGE);
  process.exit(2);
}
try {
  if (verb === 'backup') {
    const { directory: place, finishedAt } = await backUp(station, directory, values.data);
    console.log(`${place}\n可恢复到 ${finishedAt} 及以后的任一时刻`);
  } else {
    const server = await restore({ station, directory, data: values.data, ...(at ? { at } : {}) });
    await server.stop();
    console.log(
      `${station} 已恢复${at ? `到 ${at.toISOString()}` : ''}；启动后先与其他单位核对，补回之后所缺，完成前不能办理`,
    );
  }
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

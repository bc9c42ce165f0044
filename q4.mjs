import pg from 'pg'; import fs from 'node:fs';
const d=process.argv[2];
for (const s of ['environment','public_security','procuratorate','docket']) {
  const base=`${d}/${s}/postgres`; const port=fs.readFileSync(base+'/postmaster.pid','utf8').split('\n')[3]; const pw=fs.readFileSync(base+'.password','utf8');
  const c=new pg.Client({connectionString:`postgres://postgres:${pw}@127.0.0.1:${port}/xianjie`}); await c.connect();
  const q=async t=>{try{return (await c.query(t)).rows}catch(e){return e.message}};
  console.log(s, JSON.stringify(await q(`select recipient, count(*) n, count(receipted_at) rec, round(avg(attempts),1) att, max(attempts) maxatt from ${s}.outbox group by 1 order by 1`)), JSON.stringify(await q(`select sender, count(*) n, count(*) filter (where told) told from ${s}.inbox group by 1`)), JSON.stringify(await q(`select count(*), count(*) filter (where kind='envelope') env, count(*) filter (where awaited is null) unk, max(tries), avg(tries) from ${s}.held_arrival`)));
  console.log(JSON.stringify(await q(`select left(regexp_replace(reason,'[0-9a-f-]{36}','U'),60) r, kind, count(*) from ${s}.held_arrival group by 1,2`)));
  await c.end();
}

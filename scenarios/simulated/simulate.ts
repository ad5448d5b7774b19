import { parseArgs } from 'node:util';
import { optionsOf, runSeed } from './run-seed.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
  },
});
let bad=0; const t=performance.now(); let said=0,acked=0,eff=0;
for (let seed=Number(values.seed); seed<Number(values.seed)+Number(values.seeds); seed++){
  const r=await runSeed(optionsOf(seed));
  if(values.seeds!=='1') process.stdout.write(seed+' ');
  said+=r.delivered.said;acked+=r.delivered.acked;eff+=r.delivered.effects;
  if(values.seeds==='1') console.log(r.lines.join('\n'));
  if(r.violations.length){bad++;console.log(seed,r.violations.slice(0,3));}
}
console.log({bad,ms:Math.round(performance.now()-t),said,acked,eff});

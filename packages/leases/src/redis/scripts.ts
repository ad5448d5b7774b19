import { createHash } from 'node:crypto';
import announce from '../lua/announce.lua';
import apply from '../lua/apply.lua';
import campaign from '../lua/campaign.lua';
import connect from '../lua/connect.lua';
import deregister from '../lua/deregister.lua';
import drain from '../lua/drain.lua';
import expire from '../lua/expire.lua';
import heartbeat from '../lua/heartbeat.lua';
import noteConnects from '../lua/note-connects.lua';
import observe from '../lua/observe.lua';
import prelude from '../lua/prelude.lua';
import processes from '../lua/processes.lua';
import register from '../lua/register.lua';
import report from '../lua/report.lua';
import resign from '../lua/resign.lua';
import snapshots from '../lua/snapshots.lua';
import successors from '../lua/successors.lua';
import withdraw from '../lua/withdraw.lua';

/** A script with its name, for messages, and its digest, under which Redis keeps it. */
export interface Script {
  readonly name: string;
  readonly source: string;
  readonly digest: string;
}

function script(name: string, body: string): Script {
  const source = `${prelude}\n${body}`;
  return { name, source, digest: createHash('sha1').update(source).digest('hex') };
}

export const scripts = {
  announce: script('announce a process', announce),
  apply: script('apply assignments', apply),
  campaign: script('campaign for leadership', campaign),
  connect: script('ask to connect', connect),
  deregister: script('deregister a worker', deregister),
  drain: script('drain a worker', drain),
  expire: script('end leases', expire),
  heartbeat: script('renew a lease', heartbeat),
  noteConnects: script('note what Slack said of connections', noteConnects),
  observe: script('observe the fleet', observe),
  processes: script('list processes', processes),
  register: script('register a worker', register),
  report: script('report slots', report),
  resign: script('resign the leadership', resign),
  snapshots: script('read what processes measured', snapshots),
  successors: script('ask for successors', successors),
  withdraw: script('withdraw a process', withdraw),
} as const;

import { channelsOf, fileJson } from '../files/file-json.ts';
import { fileTypeOf } from '../files/file-types.ts';
import { seesFile } from '../files/sees-file.ts';
import { deleteFile } from '../files/share.ts';
import type { StoredFile } from '../state/stored-file.ts';
import { ApiError } from './api-error.ts';
import { type Args, listArg, textArg } from './args.ts';
import { type Answer, type Call, type Caller, callerOf, type Method } from './method.ts';
import { visibleChannel } from './places.ts';

/** Files that are there (https://docs.slack.dev/reference/methods/files.info and its neighbours). */
export const fileMethods: Readonly<Record<string, Method>> = {
  'files.info': { token: 'team', scopes: ['files:read'], perMinute: 100, run: info },
  'files.list': { token: 'team', scopes: ['files:read'], perMinute: 50, run: list },
  'files.delete': { token: 'team', scopes: ['files:write'], perMinute: 50, run: remove },
};

function info(call: Call): Answer {
  const caller = callerOf(call);
  const file = visibleFile(caller, textArg(call.args, 'file'));
  return {
    file: fileJson(caller.workspace, file),
    comments: [],
    response_metadata: { next_cursor: '' },
  };
}

/** The newest first, by numbered pages. */
function list(call: Call): Answer {
  const caller = callerOf(call);
  const isWanted = filterOf(caller, call.args);
  const files = [...caller.workspace.files.values()]
    .filter((file) => !file.deleted && seesFile(caller.workspace, caller.userId, file) && isWanted(file))
    .reverse();
  const count = Math.min(positive(call.args, 'count', 100), 1_000);
  const page = positive(call.args, 'page', 1);
  return {
    files: files.slice((page - 1) * count, page * count).map((file) => fileJson(caller.workspace, file)),
    paging: { count, total: files.length, page, pages: Math.ceil(files.length / count) },
  };
}

function remove(call: Call): Answer {
  const caller = callerOf(call);
  const file = visibleFile(caller, textArg(call.args, 'file'));
  if (file.user !== caller.userId) throw new ApiError('cant_delete_file');
  deleteFile(call.slack, caller.workspace, file);
  return {};
}

function visibleFile({ workspace, userId }: Caller, id: string | undefined): StoredFile {
  const file = workspace.files.get(id ?? '');
  if (!file) throw new ApiError('file_not_found');
  if (file.deleted) throw new ApiError('file_deleted');
  if (!seesFile(workspace, userId, file)) throw new ApiError('file_not_found');
  return file;
}

/** Which kinds of files each value of `types` asks for; Slack's own kinds of documents are none of this one's. */
const TYPES: Readonly<Record<string, (file: StoredFile) => boolean>> = {
  all: () => true,
  images: ({ name }) => fileTypeOf(name).mimetype.startsWith('image/'),
  pdfs: ({ name }) => fileTypeOf(name).filetype === 'pdf',
  zips: ({ name }) => fileTypeOf(name).filetype === 'zip',
  gdocs: () => false,
  snippets: () => false,
  spaces: () => false,
};

function filterOf(caller: Caller, args: Args): (file: StoredFile) => boolean {
  const types = listArg(args, 'types').map((type) => {
    const isOfType = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
    if (!isOfType) throw new ApiError('unknown_type');
    return isOfType;
  });
  const user = textArg(args, 'user');
  if (user !== undefined && !caller.workspace.users.has(user)) throw new ApiError('user_not_found');
  const id = textArg(args, 'channel');
  const channel = id === undefined ? null : visibleChannel(caller, id);
  const from = Number(textArg(args, 'ts_from') ?? 0);
  const to = Number(textArg(args, 'ts_to') ?? Number.POSITIVE_INFINITY);
  return (file) =>
    (types.length === 0 || types.some((isOfType) => isOfType(file))) &&
    (user === undefined || file.user === user) &&
    (channel === null || channelsOf(caller.workspace, file).includes(channel)) &&
    file.created >= from &&
    file.created <= to;
}

function positive(args: Args, name: string, usual: number): number {
  const value = Number(textArg(args, name) ?? usual);
  return Number.isInteger(value) && value > 0 ? value : usual;
}

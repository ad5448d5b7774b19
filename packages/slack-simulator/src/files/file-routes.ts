import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Slack } from '../slack.ts';
import type { Workspace } from '../state/model.ts';
import type { StoredFile } from '../state/stored-file.ts';
import { ApiError } from '../web-api/api-error.ts';
import { authenticate } from '../web-api/authenticate.ts';
import { MAX_FILE_BYTES } from '../web-api/upload.ts';
import { fileTypeOf, isPicture } from './file-types.ts';
import { seesFile } from './sees-file.ts';
import type { Upload } from './uploads.ts';

/** What a form has around its file. */
const FORM_BYTES = 10_000;

/** Where files come in and go out: `upload_url`, `url_private`, and what the chat page shows. */
export function filesRoutes(server: FastifyInstance, slack: Slack): void {
  uploadRoute(server, slack);
  for (const url of ['/files-pri/:file/:name', '/files-pri/:file/download/:name'])
    server.get<{ Params: { file: string } }>(url, async (request, reply) => {
      const { workspace, file } = fileIn(slack, request.params.file);
      if (workspace && file && mayRead(slack, request, workspace, file)) return send(slack, file, reply);
      // As Slack does: to who brings no token that is good for it, a page where people sign in.
      const back = encodeURIComponent(request.url);
      return reply.redirect(`${slack.publicUrl()}/workspaces/${workspace?.domain ?? ''}/?redir=${back}`);
    });
  server.get<{ Params: { team: string; file: string } }>(
    '/_sim/workspaces/:team/files/:file',
    async (request, reply) => {
      const { team, file: id } = request.params;
      const file = slack.keeper.world.workspaces.get(team)?.files.get(id);
      if (file && !file.deleted) return send(slack, file, reply);
      return reply.code(404).send({ error: { code: 'unknown_file', message: `there is no file ${id}` } });
    },
  );
}

/** Takes a file as it is or in a form (https://docs.slack.dev/reference/methods/files.getUploadURLExternal). */
function uploadRoute(server: FastifyInstance, slack: Slack): void {
  server.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    raw.post<{ Params: { file: string }; Querystring: { ticket?: string } }>(
      '/upload/v1/:file',
      { bodyLimit: MAX_FILE_BYTES + FORM_BYTES },
      async (request, reply) => {
        const upload = slack.uploads.byKey(request.query.ticket ?? '');
        if (upload?.fileId !== request.params.file) return reply.code(404).send('not found');
        const content = await contentOf(request);
        const isRight = content?.byteLength === upload.length;
        if (isRight) upload.content = content;
        note(slack, upload, content?.byteLength ?? 0, isRight);
        return isRight ? reply.send(`OK - ${upload.length}`) : reply.code(400).send('wrong length');
      },
    );
  });
}

async function contentOf(request: FastifyRequest): Promise<Uint8Array | null> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const file = [...form.values()].find((value) => typeof value !== 'string');
    return file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

function note(slack: Slack, { appId, team, fileId }: Upload, bytes: number, isRight: boolean): void {
  const line = { kind: 'call', appId, team, connectionId: null, title: 'upload' } as const;
  slack.wire.note(
    { ...line, fromApp: { file: fileId, bytes }, toApp: null },
    isRight ? 'ok' : 'wrong length',
    !isRight,
  );
}

/** The file that `T…-F…` names. */
function fileIn(slack: Slack, name: string): { workspace?: Workspace; file?: StoredFile } {
  const [team = '', id = ''] = name.split('-');
  const workspace = slack.keeper.world.workspaces.get(team);
  const file = workspace?.files.get(id);
  return { ...(workspace ? { workspace } : {}), ...(file && !file.deleted ? { file } : {}) };
}

function mayRead(slack: Slack, request: FastifyRequest, workspace: Workspace, file: StoredFile): boolean {
  const [scheme = '', token = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() !== 'bearer') return false;
  try {
    const read = { token: 'team', scopes: ['files:read'], perMinute: 0, run: () => ({}) } as const;
    // An organisation's token is good in the workspace that has the file.
    const asked = { method: 'files.info', args: { team_id: workspace.id }, token, bodyError: null };
    const { caller } = authenticate(slack, read, asked);
    return caller?.workspace === workspace && seesFile(workspace, caller.userId, file);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return false;
  }
}

/** Nothing that somebody uploaded may act in this page's name: browsers show pictures, and save the rest. */
function send(slack: Slack, file: StoredFile, reply: FastifyReply): FastifyReply {
  const content = slack.files.get(file.id);
  if (!content) return reply.code(404).send('not found');
  const type = fileTypeOf(file.name);
  const how = isPicture(type) ? 'inline' : 'attachment';
  return reply
    .header('content-type', type.mimetype)
    .header('content-disposition', `${how}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .send(content);
}

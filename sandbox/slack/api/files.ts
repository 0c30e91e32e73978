import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBytes, sendJson, sendText } from '../../http.ts';
import { jsonArg, type Method, type SlackContext, SlackRefusal, stringArg } from '../context.ts';
import { slackId } from '../directory.ts';
import { post } from '../post.ts';
import { type Json, nextNumber, type UploadedFile } from '../world.ts';

const MOST_COMMENT = 40_000;
const completed = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);

/** Step one of three: an address to send the bytes to. */
const getUploadURL: Method = (context, args) => {
  const name = stringArg(args, 'filename');
  const length = Number(args.length);
  if (!name) throw new SlackRefusal('invalid_arguments', ['[ERROR] missing required field: filename']);
  if (!Number.isInteger(length) || length < 1)
    throw new SlackRefusal('invalid_arguments', ['[ERROR] missing required field: length']);
  const id = slackId('F', `${nextNumber(context.world())}`);
  context.world().files[id] = { id, name, title: name, length, data: null, isShared: false };
  return { upload_url: `${context.deps.baseUrl()}/slack/upload/${id}`, file_id: id };
};

/** Step three: the file is shared in a conversation that the bot is in. */
const complete: Method = (context, args) => {
  const asked = completed.safeParse(jsonArg(args, 'files', 'invalid_arguments'));
  if (!asked.success) throw new SlackRefusal('invalid_arguments', ['[ERROR] missing required field: files']);
  const text = stringArg(args, 'initial_comment') ?? '';
  if (text.length > MOST_COMMENT) throw new SlackRefusal('msg_too_long');
  const files = asked.data.map(({ id, title }) => {
    const file = context.world().files[id];
    if (!file?.data || file.isShared) throw new SlackRefusal('file_not_found');
    return { ...file, title: title ?? file.name };
  });
  share(context, files, text, stringArg(args, 'channel_id'));
  return { files: files.map(({ id, title }) => ({ id, title })) };
};

/** A person's id is no conversation's. Without one the file is the bot's own, and nobody sees it. */
function share(context: SlackContext, files: UploadedFile[], text: string, channelId: string | undefined): void {
  const channel = channelId === undefined ? undefined : context.directory.channel(channelId);
  if (channelId !== undefined && !channel) throw new SlackRefusal('channel_not_found');
  if (channel && !channel.dmWith && !context.world().botIn.includes(channel.id))
    throw new SlackRefusal('not_in_channel');
  for (const file of files) context.world().files[file.id] = { ...file, isShared: true };
  if (!channel) return;
  const from = { user: context.directory.bot.userId, fromBot: true };
  const content = { text, blocks: [], attachments: [], files: files.map((file) => fileJson(context, file)) };
  post(context, channel.id, from, content);
}

function fileJson({ deps, directory }: SlackContext, { id, name, title, length }: UploadedFile): Json {
  const address = `${deps.baseUrl()}/slack/files/${id}/${encodeURIComponent(name)}`;
  const about = { id, name, title, size: length, mode: 'hosted', user: directory.bot.userId };
  return { ...about, filetype: name.split('.').at(-1), url_private: address, url_private_download: address };
}

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': getUploadURL,
  'files.completeUploadExternal': complete,
};

/** Step two: the bytes, raw or as a form's file. */
export async function takeUpload(context: SlackContext, req: IncomingMessage, res: ServerResponse, id: string) {
  const bytes = await fileIn(req);
  const file = context.world().files[id];
  if (!file || file.data !== null || bytes?.length !== file.length)
    return sendText(res, 400, 'text/plain', 'Bad Request');
  file.data = bytes.toString('base64');
  sendText(res, 200, 'text/plain', `OK - ${file.length}`);
}

async function fileIn(req: IncomingMessage): Promise<Buffer | null> {
  const body = await readBytes(req);
  const type = req.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const [file] = [...form.values()].filter((value) => typeof value !== 'string');
  return file ? Buffer.from(await file.arrayBuffer()) : null;
}

/** What a person opens in the page. */
export function sendFile({ world }: SlackContext, res: ServerResponse, id: string): void {
  const file = world().files[id];
  if (!file?.data || !file.isShared) {
    sendJson(res, 404, { error: 'no such file' });
    return;
  }
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
  res.writeHead(200, { 'content-type': 'application/octet-stream', 'content-disposition': disposition });
  res.end(Buffer.from(file.data, 'base64'));
}

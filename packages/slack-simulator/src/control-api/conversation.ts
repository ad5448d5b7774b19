import type { Control } from '../control/control.ts';
import type { SimNewFile } from '../control/requests.ts';
import { type Draft, edit, type Place, post, remove, typed, unfurl } from '../conversation/post.ts';
import { react } from '../conversation/react.ts';
import { keepFile } from '../files/keep-file.ts';
import { share } from '../files/share.ts';
import type { Slack } from '../slack.ts';
import type { Message } from '../state/model.ts';
import { richTextBlock } from '../text/rich-text.ts';
import { mentions, slackText } from '../text/slack-text.ts';
import { demand, messageBy, placeBy, threadBy, userBy } from './lookups.ts';

type Part = Pick<Control, 'say' | 'edit' | 'remove' | 'react' | 'unreact' | 'unfurl'>;

/** What people do in channels. */
export function conversation(slack: Slack): Part {
  return {
    say: async (team, channelId, said) => {
      const place = placeBy(slack, team, channelId);
      demandPresence(place, said.user);
      const text = slackText(said.text);
      demand(text.trim() !== '' || said.files !== undefined, 'no_text', 'there is nothing to say');
      const parent = said.thread_ts === undefined ? null : threadBy(place.channel, said.thread_ts);
      const where = {
        threadTs: parent === null ? null : (parent.threadTs ?? parent.ts),
        broadcast: parent !== null && said.reply_broadcast === true,
      };
      const message = said.files
        ? showFiles(slack, place, said.files, { user: said.user, text, ...where })
        : post(slack, place, { ...typed(said.user, text), ...where });
      offerInvitation(slack, place, said.user, text);
      return { ts: message.ts };
    },
    edit: async (team, channelId, ts, { user, text }) => {
      const place = placeBy(slack, team, channelId);
      const message = messageBy(place.channel, ts);
      demand(message.user === user, 'not_the_author', 'only its author may edit a message');
      const changed = slackText(text);
      // Saving an unchanged text does nothing at Slack either.
      if (changed !== message.text) edit(slack, place, message, { text: changed });
    },
    remove: async (team, channelId, ts, user) => {
      const place = placeBy(slack, team, channelId);
      const message = messageBy(place.channel, ts);
      const isOwn = message.user === user || message.ephemeralUser === user;
      demand(isOwn, 'not_the_author', 'only its author may delete a message');
      remove(slack, place, message);
    },
    react: async (team, channelId, ts, { user, name }) => {
      const place = placeBy(slack, team, channelId);
      demandPresence(place, user);
      react(slack, place, messageBy(place.channel, ts), { user, name, adds: true });
    },
    unreact: async (team, channelId, ts, { user, name }) => {
      const place = placeBy(slack, team, channelId);
      demandPresence(place, user);
      react(slack, place, messageBy(place.channel, ts), { user, name, adds: false });
    },
    unfurl: async (team, channelId, ts) => {
      const place = placeBy(slack, team, channelId);
      unfurl(slack, place, messageBy(place.channel, ts));
    },
  };
}

/** Throws ControlError unless the person may write there. */
export function demandPresence({ workspace, channel }: Place, user: string): void {
  userBy(workspace, user);
  demand(!channel.archived, 'is_archived', 'the channel is archived');
  demand(channel.members.has(user), 'not_in_channel', 'this person is not in the channel');
}

/** A person's files. Such a message has no mark of the client that sent it, but rich text if there is text. */
function showFiles(slack: Slack, place: Place, files: readonly SimNewFile[], draft: Draft): Message {
  const { workspace } = place;
  const kept = files.map(({ name, content, title = name, altText = '' }) => {
    const fileId = slack.ids.id('F');
    const bytes = Buffer.from(content, 'base64');
    return keepFile(slack, workspace, { fileId, user: draft.user, name, title, altText, content: bytes });
  });
  const blocks = draft.text === '' ? null : JSON.stringify([richTextBlock(draft.text, slack.ids.blockId())]);
  return share(slack, place, kept, { ...draft, blocks });
}

/** A bot that is not in the channel hears nothing of its mention; Slackbot tells the person. */
function offerInvitation(slack: Slack, place: Place, user: string, text: string): void {
  const { workspace, channel } = place;
  const absent = [...workspace.installations.values()].filter(
    ({ active, botUserId }) => active && !channel.members.has(botUserId) && mentions(text, botUserId),
  );
  for (const { botUserId } of absent) {
    post(slack, place, {
      user: 'USLACKBOT',
      text: `<@${botUserId}> is not in this channel and did not hear you. Invite it first.`,
      ephemeralUser: user,
    });
  }
}

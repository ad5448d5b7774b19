import type { CodeStore } from '../oauth/codes.ts';
import { authMethods } from './auth.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { directMessageMethods } from './direct-messages.ts';
import { fileMethods } from './files.ts';
import { historyMethods } from './history.ts';
import { manageMethods } from './manage-conversations.ts';
import { membershipMethods } from './membership.ts';
import type { Method } from './method.ts';
import { oauthMethods } from './oauth.ts';
import { openidMethods } from './openid.ts';
import { pinMethods } from './pins.ts';
import { presenceMethods } from './presence.ts';
import { reactionMethods } from './reactions.ts';
import { scheduleMethods } from './schedule.ts';
import { uploadMethods } from './upload.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';
import { vocabularyMethods } from './vocabulary.ts';

/** Every method that is known, by its name. The oracle holds the answer of each against Slack's published types. */
export function allMethods(codes: CodeStore): ReadonlyMap<string, Method> {
  return new Map<string, Method>(
    Object.entries({
      ...authMethods,
      ...chatMethods,
      ...scheduleMethods,
      ...conversationMethods,
      ...manageMethods,
      ...membershipMethods,
      ...directMessageMethods,
      ...historyMethods,
      ...userMethods,
      ...presenceMethods,
      ...fileMethods,
      ...uploadMethods,
      ...reactionMethods,
      ...pinMethods,
      ...vocabularyMethods,
      ...viewMethods,
      ...oauthMethods(codes),
      ...openidMethods(codes),
    }),
  );
}

import type { User, Workspace } from '../state/model.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { renderPage } from './page.ts';
import { scopeWords } from './scope-words.ts';

type Fine = Extract<AuthorizeRequest, { kind: 'fine' }>;

/** Who wants what of whom, with a person to be and two buttons. `query`: the request's own, sent along. */
export function consentPage(request: Fine, workspaces: readonly Workspace[], query: string): string {
  const name = escapeHtml(request.app.name);
  const choices = workspaces.map((workspace, at) => workspaceChoice(workspace, request.app.id, at === 0));
  return renderPage(
    `${name} wants to join a workspace`,
    `<form method="post" action="/oauth/v2/authorize?${escapeHtml(query)}">
<p class="quiet">Choose the workspace, and the person who you are there.</p>
${choices.join('\n')}
<h2>What will ${name} be able to do?</h2>
<ul>${request.scopes.map(scopeItem).join('')}</ul>
${userScopes(request)}
<p class="quiet">You go back to <code>${escapeHtml(new URL(request.redirectUri).origin)}</code> afterwards.</p>
<div class="buttons">
<button name="decision" value="deny">Cancel</button>
<button class="allow" name="decision" value="allow">Allow</button>
</div>
</form>`,
  );
}

/** A page for a request that is refused outright. */
export function refusalPage(error: string, explanation: string): string {
  return renderPage(
    'Something is wrong with this link',
    `<div class="error"><p>${escapeHtml(explanation)}</p><p><code>${escapeHtml(error)}</code></p></div>
<p class="quiet">Nothing was installed. Tell the makers of the app.</p>`,
  );
}

function workspaceChoice(workspace: Workspace, appId: string, isFirst: boolean): string {
  const people = [...workspace.users.values()].filter((user) => user.appId === null);
  const isInstalled = workspace.installations.get(appId)?.active === true;
  const note = isInstalled ? '<p class="quiet">Already installed here: allowing again refreshes it.</p>' : '';
  const options = people.map((person, at) => personChoice(workspace, person, isFirst && at === 0));
  return `<fieldset><legend>${escapeHtml(workspace.name)}</legend>${note}${options.join('')}</fieldset>`;
}

function personChoice(workspace: Workspace, person: User, isChosen: boolean): string {
  return `<label class="person"><input type="radio" name="who" value="${workspace.id}:${person.id}"${
    isChosen ? ' checked' : ''
  } required><span class="face" style="background:${escapeHtml(person.color)}" aria-hidden="true">${escapeHtml(
    [...person.realName][0] ?? '?',
  )}</span>${escapeHtml(person.realName)}</label>`;
}

function userScopes(request: Fine): string {
  if (request.userScopes.length === 0) return '';
  return `<h2>On your behalf</h2><ul>${request.userScopes.map(scopeItem).join('')}</ul>`;
}

function scopeItem(scope: string): string {
  return `<li>${escapeHtml(scopeWords(scope))} <code>${escapeHtml(scope)}</code></li>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

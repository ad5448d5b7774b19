import type { SimWho } from '../control/who-cookie.ts';
import type { User, Workspace } from '../state/model.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import type { OfferedOrg } from './choice.ts';
import { renderPage } from './page.ts';
import { scopeWords } from './scope-words.ts';

type Fine = Extract<AuthorizeRequest, { kind: 'fine' }>;

/** What is asked, in words around the app's name, and where the answer goes. */
export interface Question {
  readonly path: string;
  readonly title: readonly [before: string, after: string];
  readonly scopes: readonly [before: string, after: string];
}

export const INSTALLING: Question = {
  path: '/oauth/v2/authorize',
  title: ['', ' wants to join a workspace'],
  scopes: ['What will ', ' be able to do?'],
};

/**
 * Who wants what of whom, with a person to be and two buttons. `query`: the request's own, sent along. `who` is
 * chosen beforehand, else the first person of all. `orgs`: for the whole of which the app can be installed as well.
 */
export function consentPage(
  request: Fine,
  workspaces: readonly Workspace[],
  query: string,
  who: SimWho | null,
  orgs: readonly OfferedOrg[] = [],
  question: Question = INSTALLING,
): string {
  const name = escapeHtml(request.app.name);
  const chosen = chosenOf(workspaces, who);
  const choices = [
    ...workspaces.map((workspace) => workspaceChoice(workspace, request.app.id, chosen)),
    ...orgs.map((org) => orgChoice(org, request.app.id, chosen)),
  ];
  return renderPage(
    question.title.join(name),
    `<form method="post" action="${question.path}?${escapeHtml(query)}">
<p class="quiet">Choose the workspace, and the person who you are there.</p>
${choices.join('\n')}
<h2>${question.scopes.join(name)}</h2>
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

function chosenOf(workspaces: readonly Workspace[], who: SimWho | null): string {
  const all = workspaces.flatMap((workspace) => peopleOf(workspace).map((one) => keyOf(workspace, one)));
  const wanted = who && `${who.team}:${who.user}`;
  return all.find((key) => key === wanted) ?? all[0] ?? '';
}

function peopleOf(workspace: Workspace): readonly User[] {
  return [...workspace.users.values()].filter((user) => user.appId === null);
}

/** Names a person among all workspaces, as the form sends it. */
function keyOf(workspace: Workspace, person: User): string {
  return `${workspace.id}:${person.id}`;
}

function workspaceChoice(workspace: Workspace, appId: string, chosen: string): string {
  const isInstalled = workspace.installations.get(appId)?.active === true;
  const note = isInstalled ? '<p class="quiet">Already installed here: allowing again refreshes it.</p>' : '';
  const options = peopleOf(workspace).map((person) => personChoice(person, keyOf(workspace, person), chosen));
  return `<fieldset><legend>${escapeHtml(workspace.name)}</legend>${note}${options.join('')}</fieldset>`;
}

function orgChoice({ enterprise, people }: OfferedOrg, appId: string, chosen: string): string {
  const isInstalled = enterprise.installs.get(appId)?.active === true;
  const name = escapeHtml(enterprise.name);
  const note = isInstalled
    ? 'Already installed for all of it: allowing again refreshes it.'
    : 'All its workspaces.';
  const options = people.map((person) =>
    personChoice(person, `${enterprise.id}:${person.id}`, chosen, `, for all of ${enterprise.name}`),
  );
  return `<fieldset><legend>The whole organisation ${name}</legend><p class="quiet">${note}</p>${options.join('')}</fieldset>`;
}

function personChoice(person: User, key: string, chosen: string, more = ''): string {
  return `<label class="person"><input type="radio" name="who" value="${key}"${
    key === chosen ? ' checked' : ''
  } required><span class="face" style="background:${escapeHtml(person.color)}" aria-hidden="true">${escapeHtml(
    [...person.realName][0] ?? '?',
  )}</span>${escapeHtml(`${person.realName}${more}`)}</label>`;
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

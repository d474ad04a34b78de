import {
  CallFailed,
  connect,
  type Connection,
  generateSeed,
  identityFromSeed,
  Principal,
  readCanister,
  readMetadata,
  readNetworkStatus,
  toHex,
} from '@indus/client';
import { methodsOf } from './candid-service.ts';
import { element } from './element.ts';
import { failure, methodPanel } from './method-panel.ts';
import { type Language, languageOf, textsOf } from './texts.ts';

const CANDID = 'candid:service';
/** Networks of this machine say their own key; any other is believed by the key of the IC, which the client holds. */
const LOCAL = /^(.+\.)?localhost$|^127(\.\d+){3}$|^\[::1\]$/;

const address = new URL(location.href);
const language = languageOf(address.searchParams.get('lang'), navigator.languages);
const texts = textsOf(language);
const page = document.getElementById('page') ?? document.body;

document.documentElement.lang = language;
document.documentElement.dir = language === 'ur' ? 'rtl' : 'ltr';
document.title = texts.title;
void show().catch((error: unknown) => page.append(...failure(texts, error)));

async function show(): Promise<void> {
  page.append(heading(language));
  const asked = address.searchParams.get('id');
  if (asked === null || asked === '') {
    page.append(askForCanister());
    return;
  }
  const canister = Principal.fromText(asked);
  const waiting = element('p', { class: 'quiet' }, texts.loading);
  page.append(waiting);
  try {
    await showCanister(canister, await connectHere());
  } finally {
    waiting.remove();
  }
}

async function connectHere(): Promise<Connection> {
  const url = location.origin;
  if (!LOCAL.test(location.hostname)) return connect({ url });
  const { rootKey } = await readNetworkStatus(url);
  return connect({ url, ...(rootKey && { rootKey }) });
}

async function showCanister(canister: Principal, anonymous: Connection): Promise<void> {
  const record = await readCanister(anonymous, canister);
  if (!record) {
    page.append(element('p', { class: 'bad' }, texts.noCanister));
    return;
  }
  page.append(
    facts([
      [texts.canister, [canister.toText()]],
      [texts.moduleHash, record.module_hash ? [toHex(record.module_hash)] : ['—']],
      [texts.controllers, record.controllers.map((controller) => controller.toText())],
      [texts.network, [toHex(anonymous.trust.rootKey).slice(-192)]],
    ]),
  );
  const metadata = await readMetadata(anonymous, canister, CANDID).catch(privateInterface);
  if (!metadata) {
    page.append(element('p', { class: 'bad' }, texts.noCandid));
    return;
  }
  const methods = methodsOf(new TextDecoder('utf-8', { fatal: true }).decode(metadata));
  const caller = callerChoice(anonymous);
  const context = { canister, texts, connection: caller.connection };
  page.append(element('p', {}, texts.verified), caller.element, element('h2', {}, texts.methods));
  if (methods.length === 0) page.append(element('p', {}, texts.noMethods));
  page.append(...methods.map((method) => methodPanel(method, context)));
}

/** The network refuses private metadata to all but the controllers. */
function privateInterface(error: unknown): never {
  if (!(error instanceof CallFailed) || error.code !== 'refused_by_network') throw error;
  throw new CallFailed(error.code, texts.privateCandid, { cause: error });
}

function heading(shown: Language): HTMLElement {
  const next = new URL(address);
  next.searchParams.set('lang', shown === 'ur' ? 'en' : 'ur');
  const other = element('a', { href: next.href, lang: shown === 'ur' ? 'en' : 'ur' }, texts.other);
  return element('header', {}, element('h1', {}, texts.title), other);
}

function facts(rows: readonly (readonly [string, readonly string[]])[]): HTMLElement {
  const shown = rows.flatMap(([name, values]) => [
    element('dt', {}, name),
    element('dd', {}, ...values.map((value) => element('div', {}, element('code', {}, value)))),
  ]);
  return element('dl', {}, ...shown);
}

function askForCanister(): HTMLElement {
  const input = element('input', { type: 'text', class: 'code', required: '', autocomplete: 'off' });
  const button = element('button', { type: 'submit' }, texts.open);
  const form = element('form', {}, element('label', {}, texts.askForCanister, input), button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const next = new URL(address);
    next.searchParams.set('id', input.value.trim());
    location.assign(next);
  });
  return form;
}

/** Whom methods are called as. */
function callerChoice(anonymous: Connection): { readonly element: HTMLElement; connection(): Connection } {
  let chosen = anonymous;
  let own: Connection | undefined;
  const select = element(
    'select',
    {},
    element('option', { value: 'anonymous' }, texts.anonymous),
    element('option', { value: 'generated' }, texts.generated),
  );
  const principal = element('code', { id: 'caller' }, anonymous.principal.toText());
  const note = element('p', { class: 'quiet', hidden: '' }, texts.keyNote);
  select.addEventListener('change', () => {
    const { url, trust } = anonymous;
    const isOwn = select.value === 'generated';
    if (isOwn) own ??= connect({ url, rootKey: trust.rootKey, identity: identityFromSeed(generateSeed()) });
    chosen = (isOwn ? own : undefined) ?? anonymous;
    principal.textContent = chosen.principal.toText();
    note.hidden = !isOwn;
  });
  const label = element('label', {}, `${texts.caller} `, select, ' ', principal);
  return { element: element('div', {}, label, note), connection: () => chosen };
}

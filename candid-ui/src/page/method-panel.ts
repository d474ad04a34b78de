import { CallFailed, type Connection, callMethod, type Principal, ProofInvalid } from '@indus/client';
import type { ServiceMethod } from './candid-service.ts';
import { element } from './element.ts';
import { InputInvalid } from './read-scalar.ts';
import { showValues } from './show-value.ts';
import type { Texts } from './texts.ts';
import { typeInput } from './type-input.ts';

/** What a method is called on, and as whom. */
export interface PanelContext {
  readonly canister: Principal;
  readonly texts: Texts;
  /** The connection of the caller who is chosen now. */
  connection(): Connection;
}

/** A method with a form for its arguments and a place for its answer. */
export function methodPanel({ name, func, comment }: ServiceMethod, context: PanelContext): HTMLElement {
  const { texts } = context;
  const isQuery = func.annotations.some((mode) => mode === 'query' || mode === 'composite_query');
  const inputs = func.argTypes.map((type, index) => typeInput(type, String(index), texts));
  const button = element('button', { type: 'submit' }, isQuery ? texts.ask : texts.call);
  const answer = element('div', { role: 'status', 'aria-live': 'polite' });
  const form = element('form', {}, ...inputs.map((input) => input.element), button, answer);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    answer.replaceChildren(element('p', { class: 'quiet' }, texts.waiting));
    const started = performance.now();
    void answerOf(() => inputs.map((input) => input.read()))
      .catch((error: unknown) => failure(texts, error))
      .then((shown) => {
        answer.replaceChildren(...shown);
        button.disabled = false;
      });
    async function answerOf(read: () => unknown[]): Promise<Node[]> {
      const values = await callMethod(context.connection(), context.canister, {
        name,
        func,
        arguments: read(),
      });
      const ms = Math.round(performance.now() - started);
      return [
        element('p', {}, `${texts.answered} (${ms} ms)`),
        element('pre', {}, showValues(func.retTypes, values)),
      ];
    }
  });
  const badge = element('span', { class: 'quiet' }, ` — ${isQuery ? texts.query : texts.update}`);
  const said = comment === undefined ? [] : [element('p', { class: 'quiet', dir: 'auto' }, comment)];
  form.prepend(...said);
  return element(
    'details',
    { 'data-method': name },
    element('summary', {}, element('code', {}, name), badge),
    form,
  );
}

/** What went wrong, told in the page's language with the error's own words. */
export function failure(texts: Texts, error: unknown): Node[] {
  if (error instanceof InputInvalid) {
    return [element('p', { class: 'bad' }, texts.invalid, element('code', {}, error.message))];
  }
  const code =
    error instanceof CallFailed
      ? ` (${error.code})`
      : error instanceof ProofInvalid
        ? ` (${error.fault})`
        : '';
  const message = error instanceof Error ? error.message : String(error);
  return [element('p', { class: 'bad' }, `${texts.failed}${code}`), element('pre', {}, message)];
}

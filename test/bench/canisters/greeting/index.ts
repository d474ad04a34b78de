import { IDL, query, update } from 'azle';

/** The smallest canister with a query and an update, with the interface of Azle's own example `hello_world`. */
// eslint-disable-next-line no-restricted-exports -- Azle takes a canister from the default export
export default class Greeting {
  text = 'Hello world!';

  @query([], IDL.Text)
  getMessage(): string {
    return this.text;
  }

  @update([IDL.Text])
  setMessage(text: string): void {
    this.text = text;
  }
}

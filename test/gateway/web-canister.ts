import { Actor, type HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { compileMotoko } from '../harness/motoko.ts';

/**
 * A canister that serves the pages it is told to serve. In header values `{certificate}` stands for its certificate in
 * base 64, which only a query can get.
 */
const SOURCE = `
import Prim "mo:prim";
persistent actor {
  type Header = (Text, Text);
  type Request = { method : Text; url : Text; headers : [Header]; body : Blob; certificate_version : ?Nat16 };
  type UpdateRequest = { method : Text; url : Text; headers : [Header]; body : Blob };
  type Token = { url : Text; part : Nat; deep : ?{ #leaf : [Int]; #none } };
  type Part = { body : Blob; token : ?Token };
  type Callback = shared query Token -> async Part;
  type Strategy = { #Callback : { callback : Callback; token : Token } };
  type Response = {
    status_code : Nat16; headers : [Header]; body : Blob;
    upgrade : ?Bool; streaming_strategy : ?Strategy;
  };
  type Page = { status : Nat16; headers : [Header]; parts : [Blob]; upgrade : ?Bool; callback : ?Callback };
  var pages : [(Text, Page)] = [];
  var updates : Nat = 0;

  public func set(url : Text, page : Page) : async () {
    pages := [(url, page)];
  };
  public func certify(data : Blob) : async () { Prim.setCertifiedData(data) };

  func find(url : Text) : ?Page {
    var found : ?Page = null;
    for ((name, page) in pages.vals()) { if (name == url or startsWith(url, name # "?") or name == "*") found := ?page };
    found
  };

  func base64(blob : Blob) : Text {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let chars = Prim.Array_init<Char>(64, 'A');
    var at = 0;
    for (c in alphabet.chars()) { chars[at] := c; at += 1 };
    var text = "";
    var value : Nat = 0;
    var bits : Nat = 0;
    for (byte in blob.vals()) {
      value := value * 256 + Prim.nat8ToNat(byte);
      bits += 8;
      while (bits >= 6) {
        bits -= 6;
        text #= Prim.charToText(chars[(value / 2 ** bits) % 64]);
        value := value % (2 ** bits);
      };
    };
    if (bits == 2) text #= Prim.charToText(chars[value * 16]) # "==";
    if (bits == 4) text #= Prim.charToText(chars[value * 4]) # "=";
    text
  };

  func startsWith(t : Text, prefix : Text) : Bool {
    let a = t.chars();
    for (c in prefix.chars()) { if (a.next() != ?c) return false };
    true
  };
  func fill(t : Text, certificate : Text) : Text {
    let mark = "certificate=:{certificate}:";
    if (not startsWith(t, mark)) return t;
    var rest = "";
    var i = 0;
    for (c in t.chars()) { if (i >= mark.size()) rest #= Prim.charToText(c); i += 1 };
    "certificate=:" # certificate # ":" # rest
  };

  /** The parts of "/big" are made here, as no call could bring them. */
  func partsOf(url : Text, page : Page) : Nat { if (url == "/big") 7 else page.parts.size() };
  func partOf(url : Text, page : Page, at : Nat) : Blob {
    if (url == "/big") return Prim.arrayToBlob(Prim.Array_tabulate<Nat8>(700_000, func _ = Prim.natToNat8(at)));
    page.parts[at]
  };

  func describe(method : Text, url : Text, headers : [Header], body : Blob) : Blob {
    var text = method # " " # url # "\\n";
    for ((name, value) in headers.vals()) text #= name # ": " # value # "\\n";
    Prim.encodeUtf8(text # debug_show (body.size()))
  };

  public query func http_request(r : Request) : async Response {
    if (r.url == "/trap") Prim.trap("the page <b>broke</b>");
    if (startsWith(r.url, "/echo")) return {
      status_code = 200; headers = [("content-type", "text/plain")];
      body = describe(r.method, r.url, r.headers, r.body); upgrade = null; streaming_strategy = null;
    };
    if (r.url == "/huge") return {
      status_code = 200; headers = [];
      body = Prim.arrayToBlob(Prim.Array_tabulate<Nat8>(3_200_000, func _ = 7)); upgrade = null; streaming_strategy = null;
    };
    let ?page = find(r.url) else return {
      status_code = 404; headers = []; body = "none"; upgrade = null; streaming_strategy = null;
    };
    let certificate = switch (Prim.getCertificate()) { case (?c) base64(c); case null "" };
    let parts = partsOf(r.url, page);
    let callback = switch (page.callback) { case (?c) c; case null part };
    {
      status_code = page.status;
      headers = Prim.Array_tabulate<Header>(page.headers.size(), func i = (page.headers[i].0, fill(page.headers[i].1, certificate)));
      body = if (parts == 0) "" else partOf(r.url, page, 0);
      upgrade = page.upgrade;
      streaming_strategy = if (parts > 1) ?#Callback { callback; token = { url = r.url; part = 1; deep = ?#leaf([-1, 2]) } } else null;
    }
  };

  public query func part(token : Token) : async Part {
    if (token.deep != ?#leaf([-1, 2])) Prim.trap("the token changed");
    let ?page = find(token.url) else Prim.trap("no page");
    {
      body = partOf(token.url, page, token.part);
      token = if (token.part + 1 < partsOf(token.url, page)) ?{ token with part = token.part + 1 } else null;
    }
  };

  public query func endless(token : Token) : async Part { { body = "more"; token = ?token } };

  public shared (message) func http_request_update(r : UpdateRequest) : async Response {
    if (r.url == "/update-trap") Prim.trap("not today");
    updates += 1;
    {
      status_code = 201; headers = [("x-updates", debug_show (updates)), ("x-caller", debug_show (message.caller))];
      body = describe(r.method, r.url, [], r.body); upgrade = ?true; streaming_strategy = null;
    }
  };
};`;

/** A page that the canister serves; "/big" has seven parts of 700,000 bytes that are its own. Undefined parts of it are null in Candid. */
export interface Page {
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly parts?: readonly Uint8Array[];
  readonly upgrade?: boolean;
  readonly callback?: readonly [Principal, string];
}

let compiled: Uint8Array | undefined;

/** The canister's module. */
export function webCanister(): Uint8Array {
  return (compiled ??= compileMotoko(SOURCE));
}

const BYTES = IDL.Vec(IDL.Nat8);
const TOKEN = IDL.Record({
  url: IDL.Text,
  part: IDL.Nat,
  deep: IDL.Opt(IDL.Variant({ leaf: IDL.Vec(IDL.Int), none: IDL.Null })),
});
const PART = IDL.Record({ body: BYTES, token: IDL.Opt(TOKEN) });
const PAGE = IDL.Record({
  status: IDL.Nat16,
  headers: IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text)),
  parts: IDL.Vec(BYTES),
  upgrade: IDL.Opt(IDL.Bool),
  callback: IDL.Opt(IDL.Func([TOKEN], [PART], ['query'])),
});
const idl: IDL.InterfaceFactory = () =>
  IDL.Service({ set: IDL.Func([IDL.Text, PAGE], [], []), certify: IDL.Func([BYTES], [], []) });

/** The argument of `set`. */
export function encodePage(url: string, page: Page): Uint8Array {
  return IDL.encode([IDL.Text, PAGE], [url, candidOf(page)]);
}

/** The argument of `certify`. */
export function encodeCertify(data: Uint8Array): Uint8Array {
  return IDL.encode([BYTES], [data]);
}

function candidOf(page: Page) {
  return {
    status: page.status ?? 200,
    headers: page.headers ?? [],
    parts: page.parts ?? [],
    upgrade: page.upgrade === undefined ? [] : [page.upgrade],
    callback: page.callback === undefined ? [] : [page.callback],
  };
}

/** The canister as a test tells it what to serve. */
export function webActor(agent: HttpAgent, canisterId: Principal) {
  const actor = Actor.createActor(idl, { agent, canisterId });
  const call = (method: string, ...args: unknown[]) =>
    (actor[method] as (...args: unknown[]) => Promise<unknown>)(...args);
  return {
    /** The only page. */
    set: (url: string, page: Page) => call('set', url, candidOf(page)),
    certify: (data: Uint8Array) => call('certify', data),
  };
}

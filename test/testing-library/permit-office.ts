import type { IDL } from '@dfinity/candid';

/**
 * A ministry's canister for the example, in Motoko: it grants permits to those whom a register on the web knows, and a
 * timer ends each after a day.
 */
export const PERMIT_OFFICE = `
import Prim "mo:prim";
persistent actor {
  type Header = { name : Text; value : Text };
  type Response = { status : Nat; headers : [Header]; body : Blob };
  type Request = {
    url : Text;
    max_response_bytes : ?Nat64;
    method : { #get; #head; #post };
    headers : [Header];
    body : ?Blob;
    transform : ?{ function : shared query { response : Response; context : Blob } -> async Response; context : Blob };
    is_replicated : ?Bool;
  };
  transient let ic = actor "aaaaa-aa" : actor { http_request : Request -> async Response };
  var holders : [Text] = [];

  public query func strip({ response : Response; context : Blob }) : async Response {
    ignore context;
    { response with headers = [] }
  };

  public shared ({ caller }) func grant(name : Text) : async Text {
    assert (not Prim.isController(caller));
    let answer = await (with cycles = 10_000_000_000) ic.http_request({
      url = "https://register.example/people/" # name;
      max_response_bytes = ?1_000;
      method = #get;
      headers = [{ name = "accept"; value = "text/plain" }];
      body = null;
      transform = ?{ function = strip; context = "" };
      is_replicated = null;
    });
    if (answer.status != 200) { return "unknown" };
    holders := Prim.Array_tabulate<Text>(holders.size() + 1, func(at) { if (at < holders.size()) holders[at] else name });
    ignore Prim.setTimer(86_400_000_000_000, false, func () : async () { holders := []; Prim.debugPrint("permits ended") });
    "granted"
  };

  public query func permits() : async [Text] { holders };
};`;

/** Its interface, as generated bindings hold it. */
export const permitOfficeInterface: IDL.InterfaceFactory = ({ IDL }) =>
  IDL.Service({
    grant: IDL.Func([IDL.Text], [IDL.Text], []),
    permits: IDL.Func([], [IDL.Vec(IDL.Text)], ['query']),
  });

/** The interface as a type. */
export interface PermitOffice {
  grant(name: string): Promise<string>;
  permits(): Promise<string[]>;
}

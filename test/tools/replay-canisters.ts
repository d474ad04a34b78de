/** What a cycles wallet does for dfx, written for these tests: dfx's own binary is not part of this repository. */
export const WALLET = `persistent actor class Wallet() = self {
  transient let management = actor "aaaaa-aa" : actor {
    create_canister : { settings : ?{ controllers : ?[Principal] } } -> async { canister_id : Principal };
  };
  var stored = 0;
  public func wallet_store_wallet_wasm(argument : { wasm_module : Blob }) : async () {
    stored := argument.wasm_module.size();
  };
  public query func wallet_stored() : async Nat { stored };
  public func wallet_create_canister128(
    argument : { cycles : Nat; settings : { controllers : ?[Principal] } }
  ) : async { #Ok : { canister_id : Principal }; #Err : Text } {
    let settings = ?{ controllers = argument.settings.controllers };
    #Ok(await (with cycles = argument.cycles) management.create_canister({ settings }));
  };
};`;

/** What an asset canister does for dfx in a deployment: batches of chunks that become assets at once. */
export const ASSETS = `import Prim "mo:⛔";
persistent actor {
  type Operation = {
    #CreateAsset : { key : Text; content_type : Text };
    #SetAssetContent : { key : Text; content_encoding : Text; chunk_ids : [Nat] };
  };
  var batches = 0;
  var chunks : [Blob] = [];
  var assets : [{ key : Text; content_type : Text; content : [Blob] }] = [];
  func push<T>(list : [T], item : T) : [T] {
    Prim.Array_tabulate<T>(list.size() + 1, func at = if (at < list.size()) list[at] else item);
  };
  public query func api_version() : async Nat16 { 1 };
  public query func list(_ : {}) : async [{ key : Text; content_type : Text }] {
    Prim.Array_tabulate<{ key : Text; content_type : Text }>(assets.size(), func at = assets[at]);
  };
  public func create_batch(_ : {}) : async { batch_id : Nat } { batches += 1; { batch_id = batches } };
  public func create_chunk(argument : { batch_id : Nat; content : Blob }) : async { chunk_id : Nat } {
    chunks := push(chunks, argument.content);
    { chunk_id = chunks.size() - 1 : Nat };
  };
  public func commit_batch(argument : { batch_id : Nat; operations : [Operation] }) : async () {
    var content_type = "";
    for (operation in argument.operations.vals()) {
      switch operation {
        case (#CreateAsset created) { content_type := created.content_type };
        case (#SetAssetContent { key; chunk_ids }) {
          let content = Prim.Array_tabulate<Blob>(chunk_ids.size(), func at = chunks[chunk_ids[at]]);
          assets := push(assets, { key; content_type; content });
        };
      };
    };
  };
  public query func http_request(request : { url : Text }) : async {
    status_code : Nat16; headers : [(Text, Text)]; body : Blob; upgrade : ?Bool;
  } {
    for (asset in assets.vals()) {
      if (asset.key == request.url) {
        return { status_code = 200; headers = [("content-type", asset.content_type)]; body = asset.content[0]; upgrade = null };
      };
    };
    { status_code = 404; headers = []; body = "no such asset"; upgrade = null };
  };
};`;

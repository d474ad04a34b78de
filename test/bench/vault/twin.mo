import Array "mo:core/Array";
import Blob "mo:core/Blob";
import CertifiedData "mo:core/CertifiedData";
import List "mo:core/List";
import Map "mo:core/Map";
import Nat8 "mo:core/Nat8";
import Nat32 "mo:core/Nat32";
import Nat64 "mo:core/Nat64";
import Principal "mo:core/Principal";
import VarArray "mo:core/VarArray";

// The vault's measured operations in the fewest lines: records and consents of a subject in a map, a ledger whose entries
// are chained by SHA-256, one certified hash over all chains. No roles, no directory, no proof for one subject alone.
persistent actor {
  type Held = { issuer : Nat64; class_ : Text; body : Blob };
  type Consent = { consumer : Nat64; class_ : Text; expiry : Nat64; var active : Bool; var reads : Nat64 };
  type Dossier = {
    records : List.List<Held>;
    consents : List.List<Consent>;
    entries : List.List<Blob>;
    var head : Blob;
  };
  type Answer = { #Ok : [Held]; #Err : Text };

  let dossiers = Map.empty<Principal, Dossier>();
  let officers = Map.empty<Principal, Nat64>();
  var root : Blob = "";

  public func enroll(officer : Principal, organisation : Nat64) : async () {
    Map.add(officers, Principal.compare, officer, organisation);
  };

  public func fill(subjects : [Principal], body : Blob) : async () {
    for (subject in subjects.vals()) {
      let dossier = open(subject);
      List.add(dossier.records, { issuer = 1 : Nat64; class_ = "income.salary"; body });
      append(dossier, to_candid (subject, "issue", 0 : Nat64));
    };
    CertifiedData.set(root);
  };

  public shared ({ caller }) func issue(subject : Principal, class_ : Text, body : Blob) : async Answer {
    let ?organisation = Map.get(officers, Principal.compare, caller) else return #Err("RoleRequired");
    let dossier = open(subject);
    let held = { issuer = organisation; class_; body };
    List.add(dossier.records, held);
    append(dossier, to_candid (caller, "issue", organisation));
    CertifiedData.set(root);
    #Ok([held]);
  };

  public shared ({ caller }) func request(subject : Principal, class_ : Text, expiry : Nat64) : async Answer {
    let ?organisation = Map.get(officers, Principal.compare, caller) else return #Err("RoleRequired");
    let dossier = open(subject);
    List.add(dossier.consents, { consumer = organisation; class_; expiry; var active = false; var reads = 0 : Nat64 });
    append(dossier, to_candid (caller, "request", organisation));
    CertifiedData.set(root);
    #Ok([]);
  };

  public shared ({ caller }) func grant(at : Nat) : async Answer {
    let dossier = open(caller);
    let ?consent = List.get(dossier.consents, at) else return #Err("ConsentNotFound");
    consent.active := true;
    append(dossier, to_candid (caller, "grant", at));
    CertifiedData.set(root);
    #Ok([]);
  };

  public shared ({ caller }) func read(subject : Principal, at : Nat, class_ : Text) : async Answer {
    let dossier = open(subject);
    let ?organisation = Map.get(officers, Principal.compare, caller) else return #Err("RoleRequired");
    let found = List.get(dossier.consents, at);
    let allowed = switch found {
      case (?consent) consent.active and consent.consumer == organisation and consent.class_ == class_;
      case null false;
    };
    append(dossier, to_candid (caller, "read", organisation, allowed));
    CertifiedData.set(root);
    if (not allowed) return #Err("ConsentNotFound");
    let ?consent = found else return #Err("ConsentNotFound");
    consent.reads += 1;
    let all = List.toArray(dossier.records);
    #Ok(Array.filter<Held>(all, func(held) { held.class_ == class_ }));
  };

  public shared query ({ caller }) func own_head() : async (Blob, Nat, ?Blob) {
    let ?dossier = Map.get(dossiers, Principal.compare, caller) else return ("", 0, null);
    (dossier.head, List.size(dossier.records), CertifiedData.getCertificate());
  };

  public shared query ({ caller }) func own_records() : async ([Held], ?Blob) {
    let ?dossier = Map.get(dossiers, Principal.compare, caller) else return ([], null);
    (List.toArray(dossier.records), CertifiedData.getCertificate());
  };

  public shared query ({ caller }) func own_entries() : async ([Blob], ?Blob) {
    let ?dossier = Map.get(dossiers, Principal.compare, caller) else return ([], null);
    (List.toArray(dossier.entries), CertifiedData.getCertificate());
  };

  func open(subject : Principal) : Dossier {
    switch (Map.get(dossiers, Principal.compare, subject)) {
      case (?known) known;
      case null {
        let dossier : Dossier = {
          records = List.empty<Held>();
          consents = List.empty<Consent>();
          entries = List.empty<Blob>();
          var head = "" : Blob;
        };
        Map.add(dossiers, Principal.compare, subject, dossier);
        dossier;
      };
    };
  };

  func append(dossier : Dossier, entry : Blob) {
    List.add(dossier.entries, entry);
    dossier.head := sha256(dossier.head, entry);
    root := sha256(root, dossier.head);
  };

  transient let K : [Nat32] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ];

  // Source: FIPS 180-4, section 6.2.
  func sha256(first : Blob, second : Blob) : Blob {
    let size = first.size() + second.size();
    let padded = VarArray.repeat<Nat8>(0, (size + 72) / 64 * 64);
    var at = 0;
    for (byte in first.vals()) { padded[at] := byte; at += 1 };
    for (byte in second.vals()) { padded[at] := byte; at += 1 };
    padded[at] := 0x80;
    let bits = Nat32.fromNat(size * 8);
    let end = padded.size();
    for (place in [0, 1, 2, 3].vals()) {
      padded[end - 1 - place] := Nat8.fromNat(Nat32.toNat((bits >> Nat32.fromNat(place * 8)) & 0xff));
    };
    let h : [var Nat32] = [
      var 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];
    let w = VarArray.repeat<Nat32>(0, 64);
    var block = 0;
    while (block < end) {
      var i = 0;
      while (i < 16) {
        let from = block + i * 4;
        w[i] := (word(padded[from]) << 24) | (word(padded[from + 1]) << 16) | (word(padded[from + 2]) << 8) | word(padded[from + 3]);
        i += 1;
      };
      while (i < 64) {
        let x = w[i - 15];
        let y = w[i - 2];
        let s0 = (x <>> 7) ^ (x <>> 18) ^ (x >> 3);
        let s1 = (y <>> 17) ^ (y <>> 19) ^ (y >> 10);
        w[i] := w[i - 16] +% s0 +% w[i - 7] +% s1;
        i += 1;
      };
      var a = h[0]; var b = h[1]; var c = h[2]; var d = h[3];
      var e = h[4]; var f = h[5]; var g = h[6]; var k = h[7];
      i := 0;
      while (i < 64) {
        let t1 = k +% ((e <>> 6) ^ (e <>> 11) ^ (e <>> 25)) +% ((e & f) ^ (^e & g)) +% K[i] +% w[i];
        let t2 = ((a <>> 2) ^ (a <>> 13) ^ (a <>> 22)) +% ((a & b) ^ (a & c) ^ (b & c));
        k := g; g := f; f := e; e := d +% t1; d := c; c := b; b := a; a := t1 +% t2;
        i += 1;
      };
      h[0] := h[0] +% a; h[1] := h[1] +% b; h[2] := h[2] +% c; h[3] := h[3] +% d;
      h[4] := h[4] +% e; h[5] := h[5] +% f; h[6] := h[6] +% g; h[7] := h[7] +% k;
      block += 64;
    };
    Blob.fromArray(Array.tabulate<Nat8>(32, func(i) {
      Nat8.fromNat(Nat32.toNat((h[i / 4] >> Nat32.fromNat(24 - i % 4 * 8)) & 0xff));
    }));
  };

  func word(byte : Nat8) : Nat32 { Nat32.fromNat(Nat8.toNat(byte)) };
};

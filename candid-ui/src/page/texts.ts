/** Every sentence of the page, by language. */
const TEXTS = {
  en: {
    title: 'Candid interface',
    other: 'اردو',
    canister: 'Canister',
    askForCanister: 'Canister id',
    open: 'Open',
    moduleHash: 'Module hash (SHA-256)',
    controllers: 'Controllers',
    network: 'Key of the network',
    verified: 'Verified against this key: the interface, the module hash and every answer below.',
    caller: 'Caller',
    anonymous: 'Anonymous',
    generated: 'A key made for this page',
    keyNote: 'The key is in the memory of this page only, and is forgotten when you close or reload it.',
    methods: 'Methods',
    noMethods: 'This canister has no methods.',
    noCandid: 'This canister publishes no interface (metadata candid:service).',
    privateCandid: 'The interface of this canister is for its controllers only.',
    noCanister: 'There is no such canister on this network.',
    query: 'Query',
    update: 'Update',
    ask: 'Ask',
    call: 'Call',
    waiting: 'Waiting for the answer …',
    answered: 'Answered and verified',
    failed: 'Failed',
    invalid: 'This does not fit its type: ',
    given: 'given',
    add: 'Add',
    remove: 'Remove',
    bytes: 'bytes in hexadecimal',
    method: 'method',
    loading: 'Reading the interface …',
  },
  ur: {
    title: 'کینڈڈ انٹرفیس',
    other: 'English',
    canister: 'کینسٹر',
    askForCanister: 'کینسٹر کی شناخت',
    open: 'کھولیں',
    moduleHash: 'ماڈیول کا ہیش (SHA-256)',
    controllers: 'منتظمین',
    network: 'نیٹ ورک کی کلید',
    verified: 'اس کلید سے تصدیق شدہ: انٹرفیس، ماڈیول کا ہیش اور نیچے کا ہر جواب۔',
    caller: 'کال کرنے والا',
    anonymous: 'گمنام',
    generated: 'اس صفحے کے لیے بنائی گئی کلید',
    keyNote: 'یہ کلید صرف اس صفحے کی یادداشت میں ہے، اور صفحہ بند یا دوبارہ لوڈ کرنے پر مٹ جاتی ہے۔',
    methods: 'طریقے',
    noMethods: 'اس کینسٹر میں کوئی طریقہ نہیں۔',
    noCandid: 'یہ کینسٹر کوئی انٹرفیس شائع نہیں کرتا (میٹا ڈیٹا candid:service)۔',
    privateCandid: 'اس کینسٹر کا انٹرفیس صرف اس کے منتظمین کے لیے ہے۔',
    noCanister: 'اس نیٹ ورک پر ایسا کوئی کینسٹر نہیں۔',
    query: 'استفسار',
    update: 'تبدیلی',
    ask: 'پوچھیں',
    call: 'کال کریں',
    waiting: 'جواب کا انتظار …',
    answered: 'جواب ملا اور تصدیق ہوئی',
    failed: 'ناکام',
    invalid: 'یہ اپنی قسم کے مطابق نہیں: ',
    given: 'دیا گیا',
    add: 'شامل کریں',
    remove: 'ہٹائیں',
    bytes: 'بائٹس، ہیکساڈیسیمل میں',
    method: 'طریقہ',
    loading: 'انٹرفیس پڑھا جا رہا ہے …',
  },
} as const;

/** A language of the page. */
export type Language = keyof typeof TEXTS;

/** What the page says, in one language. */
export type Texts = Readonly<Record<keyof (typeof TEXTS)['en'], string>>;

/** The texts of a language. */
export function textsOf(language: Language): Texts {
  return TEXTS[language];
}

/** The language that an address asks for, else that of the browser, else English. */
export function languageOf(asked: string | null, spoken: readonly string[]): Language {
  if (asked === 'en' || asked === 'ur') return asked;
  return spoken
    .find((tag) => /^(en|ur)\b/i.test(tag))
    ?.slice(0, 2)
    .toLowerCase() === 'ur'
    ? 'ur'
    : 'en';
}

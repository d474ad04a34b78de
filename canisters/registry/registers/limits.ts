/** Units: characters of the title of a record. */
export const TITLE_CHARACTERS_MAX = 200;

/** Units: characters of a description, of intended use, of limits, of an exit plan. */
export const DESCRIPTION_CHARACTERS_MAX = 4_000;

/** Units: characters of a licence, an address on the web, a company's name or role. */
export const LINE_CHARACTERS_MAX = 300;

/** Units: characters of a model card. */
export const CARD_CHARACTERS_MAX = 16_000;

/** Units: languages of a dataset or a model. */
export const LANGUAGES_MAX = 50;

/** Units: measurements of a model. */
export const EVALUATIONS_MAX = 200;

/** Units: datasets that a model was made from, models that an algorithm runs, suppliers of an algorithm. */
export const REFERENCES_MAX = 20;

/** Units: flags of a model. */
export const FLAGS_MAX = REFERENCES_MAX;

/** Units: dependencies of one organisation that have not ended. */
export const DEPENDENCIES_MAX = 200;

/** Units: canisters that report the outcomes of one version of an algorithm. */
export const REPORTERS_MAX = 64;

/** Ids are kept in 32-bit indexes. Units: records of one register. */
export const RECORDS_MAX = 0xffff_ffff;

/** Units: versions of one record, and intervals of one history. */
export const VERSIONS_MAX = 100_000;

/** Units: records of one page of a register's bulk export. */
export const BULK_PAGE_RECORDS = 10;

/** Units: documents of one page that `export_records` answers. */
export const EXPORT_RECORDS_MAX = 20;

/** Models that a withdrawn dataset flags in one message. */
export const FLAGGED_PER_MESSAGE_MAX = 20;

/** Organisations whose figure is computed anew in one message. */
export const REFIGURED_PER_MESSAGE_MAX = 10;

/** How far ahead a review may be due: two years. Units: nanoseconds. */
export const REVIEW_AHEAD_NS_MAX = 2n * 366n * 24n * 60n * 60n * 1_000_000_000n;

/** Units: bytes of the argument of a method that registers: all texts of an algorithm at four bytes a character. */
export const REGISTER_SIZE_BYTES_MAX = 524_288;

/** Units: bytes of an HTTP request as the gateway hands it on. */
export const HTTP_REQUEST_SIZE_BYTES_MAX = 65_536;

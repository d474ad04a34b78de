/** The page was not told which network it belongs to; nothing can be read. */
export class ConfigurationInvalid extends Error {
  override readonly name = 'ConfigurationInvalid';
}

/** Version of the package whose rules made a result: results of another version may differ for the same seed. */
export const ENGINE_VERSION = '0.0.0';

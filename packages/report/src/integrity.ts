// The page's content security policy allows these two texts and nothing else. The hashes are constants because the texts are;
// a test computes them anew and says what they should be.

/** SHA-256 of the style sheet, in base64. */
export const STYLE_HASH = 'N9n2JB6YFUJlWOxg7FB5Qx0cw4mswrwgqKTJ0Dv7Cbk=';

/** SHA-256 of the script, in base64. */
export const SCRIPT_HASH = 'mQa6quZpRDEoce9iz4X7UlEzyA2se328SA0FYwLpiGo=';

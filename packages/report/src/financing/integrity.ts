/** SHA-256 of the style sheet of financing economies, in base64; a test computes it anew and says what it should be. */
export const FINANCING_STYLE_HASH = '2KqzbwtFsgyyWqsaosCTod60EKRdFgiHzJf0FC8tvbc=';

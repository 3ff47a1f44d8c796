/** SHA-256 of the style sheet of financing economies, in base64; a test computes it anew and says what it should be. */
export const FINANCING_STYLE_HASH = 'nDjFGqQrSE4wuYbmq8QB4l6J8PbAeCWYcQ9QuK/4CQo=';

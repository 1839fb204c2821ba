/** Token formats, the one verifier, and {@link dev.stacyvm.token.TokenSource}, the one reader of token files. Mints nothing. */
@NullMarked
package dev.stacyvm.token;

import org.jspecify.annotations.NullMarked;

/** Private and secret keys, and the minting of tokens with them. */
@NullMarked
package dev.stacyvm.key;

import org.jspecify.annotations.NullMarked;

/** What others need to trust the issuer's word: public keys and what they prove. */
@NullMarked
package dev.stacyvm.trust;

import org.jspecify.annotations.NullMarked;

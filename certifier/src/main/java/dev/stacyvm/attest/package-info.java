/** Has results attested: the issuer's word that an enrolled worker presented them, for whoever has a token to ask with. */
@NullMarked
package dev.stacyvm.attest;

import org.jspecify.annotations.NullMarked;

/** What travels: strict JSON, identifiers, and the bodies of the fleet's HTTP contract. */
@NullMarked
package dev.stacyvm.wire;

import org.jspecify.annotations.NullMarked;

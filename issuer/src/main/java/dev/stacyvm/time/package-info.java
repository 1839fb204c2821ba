/** The one source of time, and the durations operators write. */
@NullMarked
package dev.stacyvm.time;

import org.jspecify.annotations.NullMarked;

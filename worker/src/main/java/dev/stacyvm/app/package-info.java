/** The wiring: one unit per role, each with a start and a stop, and the only place that knows every part. */
@NullMarked
package dev.stacyvm.app;

import org.jspecify.annotations.NullMarked;

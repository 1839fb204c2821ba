/**
 * Judges what the probes found, and certifies worker identity by using the deployed program. A check is pure wherever
 * it can be: readings in, rows of a report out. No future here fails for anything a host or a program does.
 */
@NullMarked
package dev.stacyvm.check;

import org.jspecify.annotations.NullMarked;

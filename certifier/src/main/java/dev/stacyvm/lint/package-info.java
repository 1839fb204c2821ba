/**
 * Lint: what of a configuration should change before it runs, and what must before it runs in production. Pure
 * functions of the configuration and of what the named files are.
 */
@NullMarked
package dev.stacyvm.lint;

import org.jspecify.annotations.NullMarked;

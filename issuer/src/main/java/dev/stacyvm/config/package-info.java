/**
 * The configuration: {@code stacyvm.yaml}, {@code STACYVM_*} variables on top of it, checked whole and told at once.
 * {@link dev.stacyvm.config.ConfigurationLoader} reads it; everything else here is an immutable value.
 */
@NullMarked
package dev.stacyvm.config;

import org.jspecify.annotations.NullMarked;

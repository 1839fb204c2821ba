/** What a certification found, and its text, JSON and Markdown forms: one model, every format derived from it. */
@NullMarked
package dev.stacyvm.report;

import org.jspecify.annotations.NullMarked;

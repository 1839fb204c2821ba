/** What a certification found, and its text, JSON, Markdown and JUnit forms: one model, every format derived from it. */
@NullMarked
package dev.stacyvm.report;

import org.jspecify.annotations.NullMarked;

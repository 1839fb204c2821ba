/** The command line: parses, hands a record to {@link dev.stacyvm.app}, and maps the outcome to an exit code. */
@NullMarked
package dev.stacyvm.cli;

import org.jspecify.annotations.NullMarked;

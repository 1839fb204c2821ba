/**
 * The doctor: whether this host is ready for what its configuration asks of it. First the rows a fleet's operators know,
 * with their severities; then rows that look where those do not.
 */
@NullMarked
package dev.stacyvm.doctor;

import org.jspecify.annotations.NullMarked;

/**
 * Turns events into durable artifacts: one JSON and one Markdown file per event, and {@code latest} of each. The files
 * are the truth; what is kept in memory about them is read from them again when needed. All file work of a recorder
 * runs on its one named thread, which has a few others force files to the disk and waits for them.
 */
@NullMarked
package dev.stacyvm.recorder;

import org.jspecify.annotations.NullMarked;

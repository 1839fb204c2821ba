/** Files that others read and write: atomic replacement, private folders, locks that die with their holder, and secrets that cannot print. */
@NullMarked
package dev.stacyvm.file;

import org.jspecify.annotations.NullMarked;

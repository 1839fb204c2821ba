/**
 * The rehearsal of an upgrade: proves that the database can be backed up where the operator means to, and restored, without
 * changing anything of the operator's. Everything here blocks.
 */
@NullMarked
package dev.stacyvm.rehearse;

import org.jspecify.annotations.NullMarked;
